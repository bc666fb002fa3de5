/** One class for each file format of the kernel or /etc: reading and parsing, apart. */
@NullMarked
package io.hostready.facts;

import org.jspecify.annotations.NullMarked;
