package io.hostready.probe;

import io.hostready.host.CommandOutcome;
import io.hostready.host.Host;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks whether the kernel has a rule that passes every packet of one chain to another, in the
 * table filter. Source: iptables(8), -C; iptables 1.8, iptables/xshared.c and nft.c for the
 * messages.
 */
record IptablesJumpProbe(String from, String to, String family) implements Probe {

  private static final String CHAIN = "[A-Za-z0-9][A-Za-z0-9_-]{0,28}"; // XT_EXTENSION_MAXNAMELEN

  /** The messages of iptables if the rule does not exist, or one of the two chains is missing. */
  private static final List<String> MISSING =
      List.of(
          "does a matching rule exist in that chain",
          "No chain/target/match by that name",
          "Couldn't load target",
          "does not exist");

  static final ProbeKind KIND =
      new ProbeKind(
          "iptables-jump",
          "an iptables rule that jumps from one chain to another for every packet",
          MapSchema.of(
              MapSchema.required("from", chain(), "the chain that has the rule, such as INPUT"),
              MapSchema.required("to", chain(), "the chain that the rule jumps to"),
              MapSchema.optional(
                  "family",
                  ValueSchema.word(List.of("ipv4", "ipv6")),
                  "the address family; ipv4 by default")),
          List.of(
              Facet.text("rule", "the rule as iptables-save(8) writes it").said("{subject}: {}")),
          true,
          "iptables -w -C FROM -j TO, or ip6tables; requires root",
          """
          iptables-jump:
            from: INPUT
            to: ufw-before-input
            expect: {present: true}
          """,
          arguments ->
              new IptablesJumpProbe(
                  arguments.text("from"),
                  arguments.text("to"),
                  arguments.findText("family").orElse("ipv4")));

  private static ValueSchema<String> chain() {
    return ValueSchema.matching("a chain's name, such as INPUT", CHAIN);
  }

  @Override
  public String subject() {
    return (family.equals("ipv6") ? "ip6tables" : "iptables") + " rule -A " + from + " -j " + to;
  }

  @Override
  public List<String> commands() {
    return List.of(ShellCommand.of(family.equals("ipv6") ? "ip6tables" : "iptables", "-S", from));
  }

  @Override
  public Observation observe(Host host) {
    String program = family.equals("ipv6") ? "ip6tables" : "iptables";
    List<String> argv = List.of(program, "-w", "-C", from, "-j", to);
    String command = String.join(" ", argv);
    String rule = "-A " + from + " -j " + to;
    return switch (host.run(argv)) {
      case CommandOutcome.Ended(int exit, _, _) when exit == 0 ->
          new Facets().text("rule", rule).found(Evidence.of(command, rule, "present"));
      case CommandOutcome.Ended(_, _, String err) when MISSING.stream().anyMatch(err::contains) ->
          new Observation.Absent("the kernel", List.of(Evidence.of(command, rule, null)));
      case CommandOutcome.Ended(int exit, String out, String err) ->
          new Observation.Unreadable(
              command,
              Stream.concat(err.lines(), out.lines())
                  .map(String::strip)
                  .filter(line -> !line.isEmpty())
                  .findFirst()
                  .orElse("it ended with exit code " + exit));
      case CommandOutcome.NotFound(String name) ->
          new Observation.Unreadable(command, "there is no " + name + " on this host");
      case CommandOutcome.NotRun(String why) -> new Observation.Unreadable(command, why);
    };
  }
}
