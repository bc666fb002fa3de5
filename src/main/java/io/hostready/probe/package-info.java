/** Kinds of question that can be put to a host, and what was seen. */
@NullMarked
package io.hostready.probe;

import org.jspecify.annotations.NullMarked;
