/** What users install: that it starts, and safely; that it installs and goes without a trace. */
@NullMarked
package io.hostready.dist;

import org.jspecify.annotations.NullMarked;
