/** YAML becomes rules and packs. */
@NullMarked
package io.hostready.rule;

import org.jspecify.annotations.NullMarked;
