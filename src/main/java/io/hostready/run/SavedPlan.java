package io.hostready.run;

import io.hostready.change.Change;
import io.hostready.change.PlanningException;
import io.hostready.change.plan.PlanBuilder;
import io.hostready.host.Host;
import io.hostready.host.HostSource;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.json.JsonException;
import io.hostready.json.JsonLimits;
import io.hostready.json.JsonObject;
import io.hostready.json.JsonReader;
import io.hostready.rule.Rule;
import io.hostready.rule.Selection;
import io.hostready.rule.ShippedRules;
import io.hostready.text.Quoted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A plan that was saved by {@code plan -o FILE}.
 *
 * @param file as the operator entered it
 */
public record SavedPlan(String file, JsonObject document) {

  /**
   * Reads a plan.
   *
   * @param path the absolute path of the file
   * @throws InvalidRequestException if it is not a plan for this machine
   */
  public static SavedPlan read(String file, String path, Host files) {
    return switch (files.ownText(path)) {
      case Present(var text, _) -> {
        try {
          JsonObject document = JsonReader.readObject(text, JsonLimits.DOCUMENT);
          if (document.number("schemaVersion") != 1 || !document.has("set")) {
            throw new InvalidRequestException(
                "--plan '" + file + "' is not a plan: use a file of 'hostready plan -o FILE'");
          }
          HostSource source =
              HostSource.parse(document.object("report").object("host").text("source"));
          if (!source.isThisMachine()) {
            throw new InvalidRequestException(
                "--plan '"
                    + file
                    + "' was made for '"
                    + source
                    + "': make a plan of this machine, without --host");
          }
          yield new SavedPlan(file, document);
        } catch (JsonException wrong) {
          throw new InvalidRequestException(
              "--plan '" + file + "' is not a plan: " + wrong.getMessage());
        }
      }
      case Absent(_) -> throw new InvalidRequestException("--plan '" + file + "': file not found");
      case Unreadable(_, var why) ->
          throw new InvalidRequestException("cannot read --plan '" + file + "': " + why);
    };
  }

  /** The packs of the plan. */
  public List<String> packs() {
    return document.texts("packs");
  }

  /** The parameters of the plan. */
  public Map<String, String> parameters() {
    return document.textMap("set");
  }

  /** IDs of the rules that it fixes. */
  public List<String> rules() {
    return document.objects("steps").stream().map(step -> step.text("rule")).toList();
  }

  /**
   * The message if its rules are unknown in the packs and directories of this command line; empty
   * if all rules are shipped, since then the cause is another one.
   */
  public Optional<InvalidRequestException> unknownRules() {
    Map<String, String> files = new LinkedHashMap<>();
    document
        .object("report")
        .objects("results")
        .forEach(result -> files.put(result.text("rule"), result.text("definedAt")));
    List<String> own =
        rules().stream()
            .filter(rule -> !files.getOrDefault(rule, "").startsWith(ShippedRules.LABEL + "/"))
            .map(rule -> Quoted.of(rule) + " of " + Quoted.of(files.getOrDefault(rule, "?")))
            .distinct()
            .toList();
    return own.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new InvalidRequestException(
                "--plan '"
                    + file
                    + "' has rules that are not known here: "
                    + String.join(", ", own)
                    + ". Use the same --rules as for the plan."));
  }

  /** The planned changes, if the host has not changed since the plan was made. */
  FixPlan on(Host host, Selection selection) {
    PlanBuilder builder = new PlanBuilder(host);
    List<FixPlan.PlannedFix> fixes = new ArrayList<>();
    int reached = 0;
    try {
      for (JsonObject step : document.objects("steps")) {
        for (JsonObject change : step.objects("changes")) {
          builder.addSaved(change);
        }
        List<Change> all = builder.changes();
        fixes.add(
            new FixPlan.PlannedFix(
                rule(step.text("rule"), selection), all.subList(reached, all.size())));
        reached = all.size();
      }
      return new FixPlan(fixes, leftForYou(fixes));
    } catch (PlanningException stale) {
      throw new InvalidRequestException(
          "stale plan '" + file + "': " + stale.why() + " Make a new plan.");
    } catch (JsonException wrong) {
      throw new InvalidRequestException("--plan '" + file + "' is damaged: " + wrong.getMessage());
    }
  }

  /** The manual steps of the rules that the plan fixes partially. */
  private List<FixPlan.LeftForYou> leftForYou(List<FixPlan.PlannedFix> fixes) {
    List<FixPlan.LeftForYou> left = new ArrayList<>();
    for (JsonObject each : document.objects("leftForYou")) {
      fixes.stream()
          .map(FixPlan.PlannedFix::rule)
          .filter(rule -> rule.id().value().equals(each.text("rule")))
          .forEach(rule -> left.add(new FixPlan.LeftForYou(rule, each.text("why"))));
    }
    return left;
  }

  private static Rule rule(String id, Selection selection) {
    return selection.rules().stream()
        .filter(rule -> rule.id().value().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
