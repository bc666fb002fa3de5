/** What a rule expects of an observation: the only package that compares. */
@NullMarked
package io.hostready.expect;

import org.jspecify.annotations.NullMarked;
