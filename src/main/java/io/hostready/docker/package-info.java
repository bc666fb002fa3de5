/** What each Docker release does, from moby's source, and how this host's daemon is configured. */
@NullMarked
package io.hostready.docker;

import org.jspecify.annotations.NullMarked;
