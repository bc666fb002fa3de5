/** A few primitive changes of a host, each journalled before it happens, each with its way back. */
@NullMarked
package io.hostready.change;

import org.jspecify.annotations.NullMarked;
