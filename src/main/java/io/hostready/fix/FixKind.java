package io.hostready.fix;

import io.hostready.yaml.MapSchema;
import io.hostready.yaml.Values;
import java.util.function.Function;

/**
 * A kind of fix: its name in rules, what it does, its arguments, and its factory. The printed
 * reference and the JSON Schema are generated from it.
 *
 * @param sources the documents that describe the procedure
 * @param example YAML of one use
 * @param make creates a fix; throws IllegalArgumentException with a sentence if the arguments are
 *     inconsistent
 */
public record FixKind(
    String name,
    String summary,
    MapSchema arguments,
    String sources,
    String example,
    Function<Values, Fix> make) {}
