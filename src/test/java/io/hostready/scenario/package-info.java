/**
 * What the packaged program does on real hosts, a story each. A name here is a name for {@code
 * scripts/test-host}.
 */
@NullMarked
package io.hostready.scenario;

import org.jspecify.annotations.NullMarked;
