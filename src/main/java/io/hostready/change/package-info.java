/** The primitive changes of a host and their reversals, as data. */
@NullMarked
package io.hostready.change;

import org.jspecify.annotations.NullMarked;
