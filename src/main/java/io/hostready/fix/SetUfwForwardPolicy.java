package io.hostready.fix;

import io.hostready.change.PlanningException;
import io.hostready.change.ProgramCall;
import io.hostready.change.plan.PlanBuilder;
import io.hostready.text.ShellAssignments;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Sets ufw's policy for forwarded packets, in its file and in the running firewall. Only the rules
 * that depend on that policy are replaced, in one transaction for each of IPv4 and IPv6: nothing is
 * stopped, so that no rule of ufw, of Docker or of another program is missing at any moment.
 * Source: ufw(8); ufw 0.34 to 0.36.2, src/ufw-init-functions (ufw_start).
 */
record SetUfwForwardPolicy(String policy) implements Fix {

  private static final String DEFAULTS = "/etc/default/ufw";

  private static final List<String> POLICIES = List.of("accept", "drop", "reject");

  static final FixKind KIND =
      new FixKind(
          "set-ufw-forward-policy",
          "sets ufw's forward policy in its file and, if ufw is active, in the kernel,"
              + " without a reload",
          MapSchema.of(
              MapSchema.required(
                  "policy",
                  ValueSchema.word(POLICIES),
                  "accept makes the host forward all packets, unless other rules drop them")),
          "ufw(8), " + DEFAULTS,
          """
          set-ufw-forward-policy: {policy: accept}
          """,
          arguments -> new SetUfwForwardPolicy(arguments.text("policy").toUpperCase(Locale.ROOT)));

  /**
   * The rules that ufw_start creates for the policy. With --noflush, a declared chain is flushed,
   * and others remain (iptables-restore(8)). Without --wait, for iptables before 1.6.2.
   */
  private static final String SCRIPT =
      """
      for each in 'iptables ufw' 'ip6tables ufw6'; do
        set -- $each
        "$1" -w -n -L "$2-user-input" >/dev/null 2>&1 || continue
        rules="*filter
      :FORWARD %s [0:0]
      :$2-reject-forward - [0:0]
      :$2-track-forward - [0:0]
      :$2-skip-to-policy-forward - [0:0]
      -A $2-skip-to-policy-forward -j %s
      %sCOMMIT"
        echo "$rules" | "$1-restore" --wait --noflush || echo "$rules" | "$1-restore" --noflush
      done
      """;

  @Override
  public String description() {
    return "set ufw's forward policy to " + policy;
  }

  @Override
  public void plan(PlanBuilder builder) {
    String text =
        EditableText.text(builder, DEFAULTS)
            .orElseThrow(() -> new PlanningException(DEFAULTS + " not found (is ufw installed?)."));
    String changed =
        new SettingsText(text, SettingsText.Style.SHELL, Optional.empty())
            .with("DEFAULT_FORWARD_POLICY", policy)
            .text();
    if (changed.equals(text)) {
      return;
    }
    String before = policyIn(text);
    // Undo runs backwards: after the file is restored.
    builder.runOnUndo(inKernel(before), "set ufw's running forward policy to " + before);
    builder.write(DEFAULTS, changed, 0644);
    builder.run(inKernel(policy), "set ufw's running forward policy to " + policy);
  }

  private static String policyIn(String text) {
    String value = ShellAssignments.ofShell(text).value("DEFAULT_FORWARD_POLICY").orElse("");
    if (!POLICIES.contains(value.toLowerCase(Locale.ROOT))) {
      throw new PlanningException(
          DEFAULTS
              + " has DEFAULT_FORWARD_POLICY='"
              + value
              + "': set it to ACCEPT, DROP or REJECT first.");
    }
    return value.toUpperCase(Locale.ROOT);
  }

  /** Sets the policy if ufw's rules are loaded; does nothing if ufw is stopped. */
  private static ProgramCall inKernel(String policy) {
    String rules =
        switch (policy) {
          case "ACCEPT" ->
              """
              -A $2-track-forward -p tcp -m conntrack --ctstate NEW -j ACCEPT
              -A $2-track-forward -p udp -m conntrack --ctstate NEW -j ACCEPT
              """;
          case "REJECT" -> "-A $2-reject-forward -j REJECT\n";
          default -> "";
        };
    String builtin = policy.equals("REJECT") ? "DROP" : policy; // a built-in chain cannot reject
    return ProgramCall.of("sh", "-euc", SCRIPT.formatted(builtin, policy, rules));
  }
}
