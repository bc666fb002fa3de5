/** Command line options in, exit code out. */
@NullMarked
package io.hostready.cli;

import org.jspecify.annotations.NullMarked;
