/**
 * Hosts as text: fixtures, and captures, which contain what the rules read of a host, without
 * secrets.
 */
@NullMarked
package io.hostready.capture;

import org.jspecify.annotations.NullMarked;
