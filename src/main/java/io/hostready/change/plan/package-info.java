/** Plans changes in order, with the state of the host after each of them. */
@NullMarked
package io.hostready.change.plan;

import org.jspecify.annotations.NullMarked;
