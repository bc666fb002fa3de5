/** Makes changes one after the other, and takes them back by the journal. */
@NullMarked
package io.hostready.change.apply;

import org.jspecify.annotations.NullMarked;
