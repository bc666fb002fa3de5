package io.hostready.fix;

import io.hostready.change.UnreadableStateException;
import io.hostready.change.plan.PlanBuilder;
import io.hostready.host.Host;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Steps for some hosts only. The condition is checked on the planned host, after the steps before
 * these.
 */
public record ConditionalSteps(Condition condition, List<Fix> steps) implements Fix {

  /** A condition on a host. */
  public interface Condition {

    Answer of(Host host);

    /** The condition as a phrase. */
    String description();
  }

  /** The result for a host. */
  public sealed interface Answer {

    record Yes() implements Answer {}

    record No() implements Answer {}

    /** It is unknown; why is a phrase. */
    record CannotTell(String why) implements Answer {}
  }

  public ConditionalSteps {
    steps = List.copyOf(steps);
  }

  @Override
  public String description() {
    return steps.stream().map(Fix::description).collect(Collectors.joining(", "))
        + " (where "
        + condition.description()
        + ")";
  }

  @Override
  public boolean isFor(Host host) {
    return !(condition.of(host) instanceof Answer.No)
        && steps.stream().anyMatch(step -> step.isFor(host));
  }

  @Override
  public Optional<String> refusal(Host host) {
    return condition.of(host) instanceof Answer.No
        ? Optional.empty()
        : steps.stream().map(step -> step.refusal(host)).flatMap(Optional::stream).findFirst();
  }

  @Override
  public void plan(PlanBuilder builder) {
    switch (condition.of(builder.host())) {
      case Answer.Yes() -> steps.forEach(step -> step.plan(builder));
      case Answer.No() -> {}
      case Answer.CannotTell(String why) ->
          throw new UnreadableStateException(
              "cannot check whether this host is one to "
                  + description()
                  + ": "
                  + why
                  + ". Check it, or make the change manually.");
    }
  }
}
