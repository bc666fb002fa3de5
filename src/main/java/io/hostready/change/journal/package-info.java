/** The journal of every run on the disk: what was begun, what was done and the way back from it. */
@NullMarked
package io.hostready.change.journal;

import org.jspecify.annotations.NullMarked;
