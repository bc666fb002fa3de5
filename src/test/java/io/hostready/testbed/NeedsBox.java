package io.hostready.testbed;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs where a {@link Box} can be started: as root, with the tree that {@code
 * scripts/testbed/prepare} makes (it is called when the tree is not there yet). Elsewhere the test
 * is skipped with the reason, unless the environment says {@code CI=true}: there nothing is
 * skipped, and the test fails. Tags the test {@code box}.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("box")
@ExtendWith(BoxCondition.class)
public @interface NeedsBox {}
