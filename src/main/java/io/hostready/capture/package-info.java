/** One host saved in a file, and read back: what its rules read of it, and nothing secret. */
@NullMarked
package io.hostready.capture;

import org.jspecify.annotations.NullMarked;
