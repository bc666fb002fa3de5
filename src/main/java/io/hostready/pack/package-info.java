/** Pack archives: rules, packs and their tests of another maker, as one signed file. */
@NullMarked
package io.hostready.pack;

import org.jspecify.annotations.NullMarked;
