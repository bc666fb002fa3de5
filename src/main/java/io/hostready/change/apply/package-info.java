/** Applies changes one after the other, and reverts them from the journal. */
@NullMarked
package io.hostready.change.apply;

import org.jspecify.annotations.NullMarked;
