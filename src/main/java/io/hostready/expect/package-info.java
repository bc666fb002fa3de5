/** What a rule expects of what was seen: the only place that compares. */
@NullMarked
package io.hostready.expect;

import org.jspecify.annotations.NullMarked;
