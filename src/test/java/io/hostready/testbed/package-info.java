/**
 * Throw-away hosts, a signed package repository and pictures of a tree, for tests that change a
 * host.
 */
@NullMarked
package io.hostready.testbed;

import org.jspecify.annotations.NullMarked;
