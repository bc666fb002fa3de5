/** One class for each file format of the kernel or /etc, with reading and parsing separated. */
@NullMarked
package io.hostready.facts;

import org.jspecify.annotations.NullMarked;
