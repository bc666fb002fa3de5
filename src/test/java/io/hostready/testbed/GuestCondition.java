package io.hostready.testbed;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Decides {@link NeedsGuest}, by what scripts/test-host hands over. */
final class GuestCondition implements ExecutionCondition {

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return RootCondition.decide(context, Testbed.missingRoot().or(GuestImage::missing));
  }
}
