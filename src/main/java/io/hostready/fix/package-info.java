/** Kinds of fix, each compiled to a few primitive changes. */
@NullMarked
package io.hostready.fix;

import org.jspecify.annotations.NullMarked;
