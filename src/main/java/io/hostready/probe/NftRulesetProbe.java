package io.hostready.probe;

import io.hostready.facts.FilterChain;
import io.hostready.facts.FirewallRules;
import io.hostready.facts.FirewallRules.Decision;
import io.hostready.facts.FirewallRules.Fate;
import io.hostready.facts.NftRules;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads nftables rules in the kernel or in a script. */
record NftRulesetProbe(Optional<String> file) implements Probe {

  static final ProbeKind KIND =
      new ProbeKind(
          "nft-ruleset",
          "nftables rules: tables, and chains that drop packets of containers",
          MapSchema.of(
              MapSchema.optional(
                  "file",
                  ValueSchema.path(),
                  "a script, such as /etc/nftables.conf, with the files that it includes; without"
                      + " it, the rules in the kernel")),
          List.of(
              Facet.words(
                      "tables",
                      "family and name of each table that has chains, such as 'ip docker-bridges'")
                  .said("nftables tables: {}"),
              Facet.words(
                      "drops-containers",
                      "the base chains of hook forward, other than Docker's and those of iptables,"
                          + " that drop packets from and to Docker's bridges, such as 'inet filter"
                          + " forward': no rule may accept some of them before one drops every"
                          + " packet, or the policy does")
                  .said("nftables chains that drop packets of containers: {}"),
              Facet.flag("flushes", "whether the script has 'flush ruleset'")
                  .saidIfTrue("{subject} has 'flush ruleset'", "{subject} has no 'flush ruleset'")),
          true,
          "the script (nft(8)), or nft list ruleset, which requires root; absent without the nft"
              + " command",
          """
          nft-ruleset:
            file: /etc/nftables.conf
            expect: {drops-containers: {only: []}}
          """,
          arguments -> new NftRulesetProbe(arguments.findText("file")));

  @Override
  public String subject() {
    return file.orElse("nftables ruleset");
  }

  @Override
  public List<String> commands() {
    return List.of(file.map(path -> ShellCommand.of("cat", path)).orElse("nft list chains"));
  }

  @Override
  public Observation observe(Host host) {
    Reading<FirewallRules> rules =
        file.map(path -> NftRules.read(host, path)).orElseGet(() -> NftRules.ofKernel(host));
    return Observation.of(rules, NftRulesetProbe::found);
  }

  private static Observation found(FirewallRules filter, String source) {
    List<String> dropping = new ArrayList<>();
    List<Evidence> evidence = new ArrayList<>();
    for (FilterChain chain : filter.forwardChains()) {
      if (isForeign(chain)) {
        Decision decision = filter.decide(chain);
        String name = chain.table() + " " + chain.name();
        if (decision.fate() == Fate.DROPPED) {
          dropping.add(name);
        }
        evidence.add(
            Evidence.of(source, "chain " + name, decision.by().orElse(decision.fate().id())));
      }
    }
    if (filter.flushes()) {
      evidence.add(Evidence.of(source, "flush ruleset", "yes"));
    }
    if (evidence.isEmpty()) {
      evidence.add(Evidence.of(source, "base chain with hook forward", null));
    }
    return new Facets()
        .words("tables", filter.chains().stream().map(FilterChain::table).distinct().toList())
        .words("drops-containers", dropping)
        .flag("flushes", filter.flushes())
        .found(evidence);
  }

  /** Whether a chain filters IPv4, and belongs neither to Docker nor to iptables-nft. */
  private static boolean isForeign(FilterChain chain) {
    boolean isIpv4 = chain.table().startsWith("ip ") || chain.table().startsWith("inet ");
    boolean isIptables = chain.table().equals("ip filter") && chain.name().equals("FORWARD");
    return isIpv4 && !isIptables && !chain.table().equals("ip docker-bridges");
  }
}
