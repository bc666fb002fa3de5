/** Tests of the shell scripts that build, start and test the program. */
@NullMarked
package io.hostready.scripts;

import org.jspecify.annotations.NullMarked;
