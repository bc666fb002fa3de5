package io.hostready.probe;

import io.hostready.facts.FilterChain;
import io.hostready.facts.FilterRule;
import io.hostready.facts.FirewallRules;
import io.hostready.facts.FirewallRules.Decision;
import io.hostready.facts.FirewallRules.Fate;
import io.hostready.facts.GuestBridge;
import io.hostready.facts.IptablesRules;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads a chain of iptables, in the kernel or in a file with saved rules. */
record IptablesChainProbe(String table, String chain, Optional<String> file) implements Probe {

  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9_-]{0,28}"; // XT_EXTENSION_MAXNAMELEN

  private static final List<String> FATES = Stream.of(Fate.values()).map(Fate::id).toList();

  static final ProbeKind KIND =
      new ProbeKind(
          "iptables-chain",
          "a chain of iptables, its policy and rules",
          MapSchema.of(
              MapSchema.required(
                  "chain",
                  ValueSchema.matching("a chain's name, such as FORWARD", NAME),
                  "the chain"),
              MapSchema.optional(
                  "table",
                  ValueSchema.word(List.of("filter", "nat", "mangle", "raw", "security")),
                  "its table; filter by default"),
              MapSchema.optional(
                  "file",
                  ValueSchema.path(),
                  "a file with saved rules; without it, the rules in the kernel")),
          List.of(
              Facet.text("policy", "accept or drop; missing for a chain that has no policy")
                  .said("policy of {subject}: {}", "{subject} has no policy"),
              Facet.words("rules", "the rules as iptables-save(8) writes them, in order")
                  .said("rules of {subject}: {}"),
              Facet.word(
                      "containers",
                      FATES,
                      "what happens to packets from and to Docker's bridges: accepted if a rule"
                          + " may accept some of them before one drops every packet")
                  .said("packets of containers in {subject}: {}"),
              Facet.word(
                      "host-and-containers",
                      FATES,
                      "the same for packets between the host itself and Docker's bridges, in INPUT"
                          + " and OUTPUT; rules for single ports of all senders are ignored")
                  .said("packets between host and containers in {subject}: {}"),
              Facet.words(
                      "cut-off-bridges",
                      "other bridges with guests (libvirt, LXD, Incus, br0, vmbr0) whose packets"
                          + " the policy of the chain FORWARD drops, because no rule accepts some"
                          + " of them; br0 and vmbr0 only if bridge-nf-call-iptables is 1")
                  .said("bridges that {subject} cuts off: {}")),
          true,
          "iptables-save, which requires root, or the file (iptables-restore(8))",
          """
          iptables-chain:
            chain: FORWARD
            expect: {containers: accepted}
          """,
          arguments ->
              new IptablesChainProbe(
                  arguments.findText("table").orElse("filter"),
                  arguments.text("chain"),
                  arguments.findText("file")));

  @Override
  public String subject() {
    return "iptables chain "
        + chain
        + (table.equals("filter") ? "" : " of table " + table)
        + file.map(path -> " in " + path).orElse("");
  }

  @Override
  public List<String> commands() {
    return List.of(
        file.map(path -> ShellCommand.grep("^-A " + chain + " ", path))
            .orElseGet(() -> ShellCommand.of("iptables", "-t", table, "-S", chain)));
  }

  @Override
  public Observation observe(Host host) {
    Reading<FirewallRules> rules =
        file.map(path -> host.text(path).parse(IptablesRules::parse))
            .orElseGet(() -> IptablesRules.ofKernel(host));
    return Observation.of(
        rules,
        (filter, source) ->
            filter
                .chain(table, chain)
                .<Observation>map(found -> found(host, filter, found, source))
                .orElseGet(() -> Observation.absent(source, "chain " + chain)));
  }

  private Observation found(Host host, FirewallRules filter, FilterChain found, String source) {
    Decision decision = filter.decide(found);
    List<String> rules = found.rules().stream().map(FilterRule::text).toList();
    return new Facets()
        .value("policy", Value.text(found.policy(), source))
        .words("rules", rules)
        .text("containers", decision.fate().id())
        .text("host-and-containers", filter.decideLocal(found).fate().id())
        .value("cut-off-bridges", cutOffBridges(host, filter, found, source))
        .found(
            Evidence.of(
                source,
                "chain " + chain,
                decision.by().orElse(rules.size() + (rules.size() == 1 ? " rule" : " rules"))));
  }

  private Value cutOffBridges(Host host, FirewallRules filter, FilterChain found, String source) {
    boolean isForward = table.equals("filter") && chain.equals("FORWARD") && file.isEmpty();
    return isForward
        ? Value.of(GuestBridge.cutOff(host, filter, found), Value.Words::new)
        : new Value.Missing(source);
  }
}
