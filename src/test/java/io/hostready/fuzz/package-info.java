/** Inputs that somebody made to break a reader, to make it slow, or to fill the memory. */
@NullMarked
package io.hostready.fuzz;

import org.jspecify.annotations.NullMarked;
