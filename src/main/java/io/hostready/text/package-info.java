/** Text that somebody else wrote, made fit to be shown. */
@NullMarked
package io.hostready.text;

import org.jspecify.annotations.NullMarked;
