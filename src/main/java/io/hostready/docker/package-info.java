/**
 * The behavior of each Docker release, from moby's source, and the configuration of this host's
 * daemon.
 */
@NullMarked
package io.hostready.docker;

import org.jspecify.annotations.NullMarked;
