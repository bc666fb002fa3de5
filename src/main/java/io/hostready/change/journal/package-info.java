/** The journal of every run on the disk: which changes started and ended, and their reversals. */
@NullMarked
package io.hostready.change.journal;

import org.jspecify.annotations.NullMarked;
