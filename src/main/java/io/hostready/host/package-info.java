/** The only access to a machine, a tree or a capture: files, listings and commands. */
@NullMarked
package io.hostready.host;

import org.jspecify.annotations.NullMarked;
