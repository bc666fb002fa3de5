/** Kinds of queries to a host, and their observations. */
@NullMarked
package io.hostready.probe;

import org.jspecify.annotations.NullMarked;
