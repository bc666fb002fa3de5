/** Text that a user wrote, with its position, and everything that is wrong with it. */
@NullMarked
package io.hostready.yaml;

import org.jspecify.annotations.NullMarked;
