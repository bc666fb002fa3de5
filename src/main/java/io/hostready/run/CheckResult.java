package io.hostready.run;

import io.hostready.expect.Finding;
import io.hostready.rule.Level;
import io.hostready.rule.Rule;
import io.hostready.rule.RuleFix;
import java.util.Optional;

/**
 * What one rule says of one host: its level there, the finding, and what must still happen after a
 * fix before the verdict is a pass.
 */
public record CheckResult(
    Rule rule, Level level, Finding finding, Optional<RuleFix.Pending> pending) implements Judged {}
