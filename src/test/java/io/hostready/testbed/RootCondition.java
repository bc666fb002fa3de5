package io.hostready.testbed;

import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Decides {@link NeedsRoot}. */
final class RootCondition implements ExecutionCondition {

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return decide(context, Testbed.missingRoot());
  }

  static ConditionEvaluationResult decide(ExtensionContext context, Optional<String> missing) {
    String test = context.getDisplayName();
    ConditionEvaluationResult decision =
        decide(test, missing, Boolean.parseBoolean(System.getenv("CI")));
    if (decision.isDisabled()) {
      System.err.println("SKIPPED " + test + ": " + decision.getReason().orElseThrow());
    }
    return decision;
  }

  static ConditionEvaluationResult decide(String test, Optional<String> missing, boolean inCi) {
    if (missing.isEmpty()) {
      return ConditionEvaluationResult.enabled("all there");
    }
    if (inCi) {
      throw new IllegalStateException(
          test + " cannot run: " + missing.get() + ". With CI=true nothing is skipped.");
    }
    return ConditionEvaluationResult.disabled(missing.get());
  }
}
