/** A finished run in every format. */
@NullMarked
package io.hostready.report;

import org.jspecify.annotations.NullMarked;
