package io.hostready.fix;

import io.hostready.yaml.MapSchema;
import io.hostready.yaml.Values;
import java.util.function.Function;

/**
 * A kind of fix: its name in rules, what it does, its arguments, and how one is made. The printed
 * reference and the JSON Schema come from it.
 *
 * @param sources the documents that say how the thing is done
 * @param example YAML of one use
 * @param make makes a fix; throws IllegalArgumentException with a sentence when the arguments make
 *     no sense together
 */
public record FixKind(
    String name,
    String summary,
    MapSchema arguments,
    String sources,
    String example,
    Function<Values, Fix> make) {}
