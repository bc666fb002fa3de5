/** Check, plan, apply and undo, in that order. */
@NullMarked
package io.hostready.run;

import org.jspecify.annotations.NullMarked;
