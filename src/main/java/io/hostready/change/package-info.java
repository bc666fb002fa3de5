/** The primitive changes of a host and the ways back from them, as data. */
@NullMarked
package io.hostready.change;

import org.jspecify.annotations.NullMarked;
