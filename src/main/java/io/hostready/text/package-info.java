/** Text formats of other programs: words, lines, shell, versions; and text made safe to print. */
@NullMarked
package io.hostready.text;

import org.jspecify.annotations.NullMarked;
