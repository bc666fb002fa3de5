/** Reads rules and packs from YAML. */
@NullMarked
package io.hostready.rule;

import org.jspecify.annotations.NullMarked;
