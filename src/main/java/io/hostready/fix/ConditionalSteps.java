package io.hostready.fix;

import io.hostready.change.PlanningException;
import io.hostready.change.plan.PlanBuilder;
import io.hostready.host.Host;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Steps for some hosts only. The host is asked as it will be by then, with the steps before these.
 */
public record ConditionalSteps(Condition condition, List<Fix> steps) implements Fix {

  /** Something that holds of a host or does not. */
  public interface Condition {

    Answer of(Host host);

    /** What must hold, as a phrase. */
    String description();
  }

  /** What a host said. */
  public sealed interface Answer {

    record Yes() implements Answer {}

    record No() implements Answer {}

    /** It cannot be told; why is a phrase. */
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
          throw new PlanningException(
              "whether this host is one to "
                  + description()
                  + " cannot be told: "
                  + why
                  + ". Look, or do it by hand.");
    }
  }
}
