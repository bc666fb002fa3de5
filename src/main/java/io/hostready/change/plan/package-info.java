/** Plans changes in order, with the host as it will be after each of them. */
@NullMarked
package io.hostready.change.plan;

import org.jspecify.annotations.NullMarked;
