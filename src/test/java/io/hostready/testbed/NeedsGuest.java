package io.hostready.testbed;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs on a {@link Guest}, a whole machine in QEMU. {@code scripts/test-host} makes what it needs
 * and is the way to run it; Maven alone leaves it out, by its tag {@code guest}.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("guest")
@ExtendWith(GuestCondition.class)
public @interface NeedsGuest {}
