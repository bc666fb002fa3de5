/** The only door to a machine, a tree of one, or a capture: files, listings and commands. */
@NullMarked
package io.hostready.host;

import org.jspecify.annotations.NullMarked;
