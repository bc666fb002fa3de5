package io.hostready.report;

import io.hostready.change.Change;
import io.hostready.change.ChangeSummary;
import io.hostready.report.TextLines.Row;
import io.hostready.rule.RuleFix;
import io.hostready.run.FixPlan;
import io.hostready.run.HostReport;
import io.hostready.text.SafeText;
import io.hostready.text.ShellWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A plan for people: each fix with its risk and its changes, the manual steps, and a line that
 * counts them.
 *
 * @param verbose whether it has full commands, complete diffs and the undo of each change
 */
public record PlanText(TextStyle style, boolean verbose) {

  private static final String INDENT = "   ";

  /** Where lines of a file begin: below the object of a change. */
  private static final String BELOW = " ".repeat(16);

  /** A plan that is to be approved, or that has no changes. */
  public String of(FixPlan plan, HostReport before) {
    TextLines text = new TextLines(style);
    write(plan, before, text);
    return text.toString();
  }

  /**
   * A plan that is only shown; on a terminal, with the commands that follow.
   *
   * @param arguments those of the plan
   * @param file where it is saved
   */
  public String withNextCommands(
      FixPlan plan, HostReport before, RepeatedArguments arguments, Optional<String> file) {
    TextLines text = new TextLines(style);
    write(plan, before, text);
    file.ifPresent(name -> text.line("Saved to " + SafeText.line(name) + "."));
    boolean isHere = before.host().source().isThisMachine();
    if (style.isTerminal() && isHere && !plan.isEmpty()) {
      text.next(nextCommands(arguments, file));
    }
    return text.toString();
  }

  private List<Row> nextCommands(RepeatedArguments arguments, Optional<String> file) {
    List<Row> commands = new ArrayList<>();
    if (file.isPresent()) {
      String saved = SafeText.line(ShellWords.quoted(file.get()));
      commands.add(Row.command("hostready fix --plan " + saved, "apply exactly this plan"));
    } else {
      String plan = arguments.command("plan");
      commands.add(Row.command(arguments.command("fix"), "apply the changes (asks first)"));
      commands.add(Row.command(plan + " -o FILE", "save this plan"));
      commands.add(Row.command("hostready fix --plan FILE", "apply exactly a saved plan"));
      if (!verbose) {
        commands.add(Row.command(plan + " -v", "show full commands and undo"));
      }
    }
    return commands;
  }

  private void write(FixPlan plan, HostReport before, TextLines text) {
    if (!plan.isEmpty()) {
      String name = SafeText.line(before.hostname());
      text.line(
          before.host().source().isThisMachine()
              ? "hostready will make these changes on " + name + ":"
              : "On " + name + ", 'hostready fix' would make these changes:");
    }
    int number = 0;
    for (FixPlan.PlannedFix fix : plan.fixes()) {
      number++;
      text.gap();
      fix(number, fix, text);
    }
    List<ManualStep> manual = ManualStep.of(plan, before);
    List<ManualStep> unchecked =
        ManualStep.unchecked(plan, before).stream()
            .map(left -> new ManualStep(left, List.of()))
            .toList();
    list("Manual steps (" + manual.size() + "), not done by fix:", manual, text);
    unchecked(unchecked, text);
    text.gap().line(count(plan, manual, unchecked.size()));
  }

  private void fix(int number, FixPlan.PlannedFix fix, TextLines text) {
    RuleFix remedy = fix.rule().fix().orElseThrow();
    String id = fix.rule().id().value();
    String summary = SafeText.line(remedy.summary());
    String risk = "risk: " + remedy.risk().id();
    int used = (number + ". " + id + ": " + summary + risk).length();
    text.line(
        number
            + ". "
            + style.palette().strong(id)
            + ": "
            + summary
            + " ".repeat(Math.max(2, style.width() - used))
            + risk);
    remedy.caution().ifPresent(caution -> text.prose(INDENT + "warning: ", plain(caution)));
    text.gap();
    fix.changes().forEach(change -> change(change, text));
    remedy
        .pending()
        .map(PlanText::prerequisite)
        .ifPresent(event -> text.gap().line(INDENT + "Requires a " + event + "."));
  }

  /** What must happen before a fix takes effect. */
  static String prerequisite(RuleFix.Pending pending) {
    return switch (pending) {
      case REBOOT -> "reboot";
      case RELOGIN -> "new login";
    };
  }

  private void change(Change change, TextLines text) {
    ChangeSummary summary = change.summary();
    text.line(
        INDENT
            + colored(String.valueOf(summary.sign().mark()))
            + " "
            + padded(summary.verb(), 8)
            + " "
            + SafeText.line(summary.object()));
    if (verbose) {
      change.preview().forEach(line -> text.line(BELOW + colored(line)));
      String undo =
          change
              .undoDescription()
              .orElse(change.changesHost() ? "by a command of this fix" : "no undo needed");
      text.line(BELOW + style.palette().faint("undo: " + SafeText.line(undo)));
    } else {
      change.details().forEach(line -> text.line(BELOW + colored(line)));
    }
  }

  private String colored(String line) {
    String shown = SafeText.line(line);
    return switch (shown.isEmpty() ? ' ' : shown.charAt(0)) {
      case '+' -> style.palette().good(shown);
      case '-' -> style.palette().bad(shown);
      case '~' -> style.palette().doubtful(shown);
      default -> shown;
    };
  }

  private void list(String title, List<ManualStep> steps, TextLines text) {
    if (steps.isEmpty()) {
      return;
    }
    int widest = steps.stream().mapToInt(step -> step.id().length()).max().orElse(0);
    text.gap().line(title);
    for (ManualStep step : steps) {
      String head = INDENT + padded(step.id(), widest) + "  ";
      text.prose(head, plain(step.left().why()));
      if (!step.also().isEmpty()) {
        String rules = String.join(", ", step.also());
        String fail = step.also().size() == 1 ? " fails" : " fail";
        text.prose(" ".repeat(head.length()), "Also " + rules + fail + " for this reason.");
      }
    }
  }

  /** Their reasons are often the same, and the check shows them. */
  private void unchecked(List<ManualStep> rules, TextLines text) {
    if (verbose) {
      list("Could not be checked (" + rules.size() + "):", rules, text);
    } else if (!rules.isEmpty()) {
      List<String> ids = rules.stream().map(ManualStep::id).toList();
      text.gap().line("Could not be checked (" + ids.size() + "), see hostready check:");
      text.prose(INDENT, String.join(", ", ids));
    }
  }

  private static String count(FixPlan plan, List<ManualStep> manual, int unchecked) {
    StringBuilder count = new StringBuilder();
    if (plan.isEmpty()) {
      boolean isOpen =
          unchecked > 0 || manual.stream().anyMatch(step -> step.left().rule().fix().isPresent());
      count.append(isOpen ? "No changes" : "No changes: every fixable rule passes");
    } else {
      count.append("Plan: ").append(Count.of(plan.changeCount(), "change"));
      count.append(" for ").append(Count.of(plan.fixes().size(), "rule"));
    }
    if (!manual.isEmpty()) {
      count.append("; ").append(Count.of(manual.size(), "manual step"));
    }
    if (unchecked > 0) {
      count.append("; ").append(Count.of(unchecked, "rule")).append(" could not be checked");
    }
    count.append('.');
    return count.append(plan.isReversible() ? " Every change can be undone." : "").toString();
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private static String plain(String text) {
    return SafeText.line(text.replaceAll("\\s+", " "));
  }
}
