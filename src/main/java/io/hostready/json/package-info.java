/** JSON documents: values with their position, one reader, one writer, and an editor of texts. */
@NullMarked
package io.hostready.json;

import org.jspecify.annotations.NullMarked;
