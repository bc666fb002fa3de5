/**
 * Hosts as text: fixtures, and captures, which hold what the rules read of a host and nothing
 * secret.
 */
@NullMarked
package io.hostready.capture;

import org.jspecify.annotations.NullMarked;
