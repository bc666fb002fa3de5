/** Text that a user wrote, with its position, and all its errors. */
@NullMarked
package io.hostready.yaml;

import org.jspecify.annotations.NullMarked;
