package io.hostready.rule;

import io.hostready.docker.DaemonCommand;
import io.hostready.expect.Criterion;
import io.hostready.facts.Virtualization;
import io.hostready.host.Host;
import io.hostready.yaml.Parameters;
import io.hostready.yaml.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One rule: the requirement for a host, and its check. Topic is the directory of its file.
 *
 * @param when the hosts that it applies to; empty for every host
 * @param after rules whose fixes come first
 * @param causedBy rules whose failure is the reason why this one fails, too
 * @param proof what it proves, if it is a proof
 */
public record Rule(
    RuleId id,
    String topic,
    RuleWording text,
    ConditionalLevel levels,
    Optional<Parameterized<Criterion>> when,
    Parameterized<Criterion> check,
    Optional<RuleFix> fix,
    List<RuleId> after,
    Causes causedBy,
    Optional<Proof> proof,
    SourceSpan definedAt) {

  public Rule {
    after = List.copyOf(after);
  }

  /** Whether it is a proof, which runs only if proofs are requested. */
  public boolean isProof() {
    return proof.isPresent();
  }

  /** The parameters that its check, conditions, levels and fix depend on. */
  public Set<String> parameters() {
    return templates().stream()
        .flatMap(template -> template.parameters().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * Everything that it may query on a host with these parameters: levels, conditions, the check.
   */
  public List<Criterion> criteria(Parameters parameters) {
    return Stream.of(
            levels.cases().stream().map(ConditionalLevel.Case::when).flatMap(Optional::stream),
            when.stream(),
            Stream.of(check))
        .flatMap(part -> part)
        .map(criterion -> criterion.bind(parameters))
        .toList();
  }

  /** All parts that may depend on parameters. */
  List<Parameterized<?>> templates() {
    List<Parameterized<?>> templates = new ArrayList<>();
    for (ConditionalLevel.Case one : levels.cases()) {
      one.when().ifPresent(templates::add);
    }
    for (TextByHost byHost : List.of(text.problem(), text.advice())) {
      for (TextByHost.Case one : byHost.cases()) {
        one.when().ifPresent(templates::add);
        templates.addAll(one.values().values());
      }
    }
    templates.add(check);
    templates.addAll(causedBy.detected());
    when.ifPresent(templates::add);
    fix.ifPresent(remedy -> templates.add(remedy.steps()));
    return templates;
  }

  /** The same rule with its level fixed by a pack. */
  Rule at(Level level) {
    return new Rule(
        id,
        topic,
        text,
        ConditionalLevel.always(level),
        when,
        check,
        fix,
        after,
        causedBy,
        proof,
        definedAt);
  }

  /**
   * The rule as reported for a host on which it fails or is unknown: the advice is for that host
   * and names the configuration file of its dockerd instead of the default.
   *
   * @param isFixable whether the fix can be applied to the host; otherwise it is left out
   * @param refusal why the fix cannot be applied; the advice starts with it
   */
  public Rule on(Host host, Parameters parameters, boolean isFixable, Optional<String> refusal) {
    Optional<String> advised =
        text.advice()
            .on(host, parameters)
            .map(
                advice ->
                    advice.replace(
                        DaemonCommand.DEFAULT_CONFIG_FILE, DaemonCommand.configFile(host)))
            .map(advice -> withKernelCommandLine(advice, host));
    Optional<String> told =
        refusal.isPresent() && advised.isPresent()
            ? Optional.of(refusal.get() + " " + advised.get())
            : refusal.or(() -> advised);
    return new Rule(
        id,
        topic,
        new RuleWording(
            text.title(),
            new TextByHost(List.of(), text.problem().on(host, parameters)),
            text.feature(),
            text.why(),
            new TextByHost(List.of(), told),
            text.references()),
        levels,
        when,
        check,
        fix.filter(_ -> isFixable),
        after,
        causedBy.on(host, parameters),
        proof,
        definedAt);
  }

  /** In WSL, the kernel command line is a setting of Windows. */
  private static String withKernelCommandLine(String advice, Host host) {
    boolean isWsl = Virtualization.read(host).technology().toOptional().equals(Optional.of("wsl"));
    return isWsl && advice.contains("kernel command line")
        ? advice.strip()
            + " In WSL, the kernel command line is kernelCommandLine= in the section [wsl2] of"
            + " .wslconfig; 'wsl --shutdown' in Windows is the reboot."
        : advice;
  }
}
