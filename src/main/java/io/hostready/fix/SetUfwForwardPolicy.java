package io.hostready.fix;

import io.hostready.change.Command;
import io.hostready.change.Draft;
import io.hostready.change.Keeps;
import io.hostready.change.NotPossible;
import io.hostready.facts.Assignments;
import io.hostready.facts.Fact;
import io.hostready.facts.ProcessOwner;
import io.hostready.facts.Processes;
import io.hostready.host.Host;
import io.hostready.yaml.Shape;
import io.hostready.yaml.ValueType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Sets what ufw does with forwarded packets, and reloads ufw with a look at whether Docker's own
 * rules survive. Source: ufw(8), moby's daemon/libnetwork/drivers/bridge and
 * daemon/libnetwork/iptables.
 */
record SetUfwForwardPolicy(String policy) implements Fix {

  private static final String DEFAULTS = "/etc/default/ufw";

  static final FixKind KIND =
      new FixKind(
          "ufw-forward-policy",
          "sets ufw's policy for forwarded packets and reloads ufw, now and when it is taken back;"
              + " the rules that Docker made must survive",
          Shape.of(
              Shape.required(
                  "policy",
                  ValueType.word(List.of("accept", "drop", "reject")),
                  "accept makes the host a router for everybody, unless other rules say no")),
          "ufw(8), " + DEFAULTS,
          """
          ufw-forward-policy: {policy: accept}
          """,
          arguments -> new SetUfwForwardPolicy(arguments.text("policy").toUpperCase(Locale.ROOT)));

  /** Rules and chains without which Docker's networks do not work; each is asked for alone. */
  private static final List<List<String>> DOCKERS =
      List.of(
          List.of("iptables", "-w", "-C", "FORWARD", "-j", "DOCKER-USER"),
          List.of("iptables", "-w", "-C", "FORWARD", "-j", "DOCKER-FORWARD"),
          List.of("iptables", "-w", "-C", "FORWARD", "-j", "DOCKER-ISOLATION-STAGE-1"),
          List.of("iptables", "-w", "-C", "FORWARD", "-o", "docker0", "-j", "DOCKER"),
          List.of("iptables", "-w", "-S", "DOCKER"),
          List.of("ip6tables", "-w", "-C", "FORWARD", "-j", "DOCKER-USER"),
          List.of("ip6tables", "-w", "-C", "FORWARD", "-j", "DOCKER-FORWARD"),
          List.of(
              "iptables",
              "-w",
              "-t",
              "nat",
              "-C",
              "PREROUTING",
              "-m",
              "addrtype",
              "--dst-type",
              "LOCAL",
              "-j",
              "DOCKER"));

  private static final String RESTART =
      "Docker's networks do not work until its daemon starts again: run 'systemctl restart docker'"
          + " when its containers may stop; with live-restore in daemon.json they need not.";

  /** Debian and Ubuntu (before /usr was merged, the second), Fedora. */
  private static final List<String> INITS =
      List.of("/usr/lib/ufw/ufw-init", "/lib/ufw/ufw-init", "/usr/libexec/ufw/ufw-init");

  @Override
  public String described() {
    return "set ufw's forward policy to " + policy + " and reload ufw";
  }

  @Override
  public void plan(Draft draft) {
    refuseWhereDockersRulesWouldGo(draft.host());
    String text =
        FileToEdit.text(draft, DEFAULTS)
            .orElseThrow(
                () -> new NotPossible("there is no " + DEFAULTS + "; expected ufw's own file."));
    String changed =
        new SettingsText(text, SettingsText.Style.SHELL, Optional.empty())
            .with("DEFAULT_FORWARD_POLICY", policy)
            .text();
    if (changed.equals(text)) {
      return;
    }
    Command reload = reload(draft.host());
    draft.runOnUndo(reload, "reload ufw"); // undo goes backwards: after the file is put back
    draft.write(DEFAULTS, changed, 0644);
    draft.run(reload, "reload ufw", new Keeps(DOCKERS, RESTART));
  }

  /**
   * Loads ufw's rules as a boot does, and writes no file. 'ufw reload' writes ENABLED=no, stops the
   * firewall, and writes ENABLED=yes: a host that dies in between has no firewall after its next
   * boot, and one whose rules cannot be loaded has none at once. Source: ufw 0.34 to 0.36.2,
   * src/frontend.py (reload, set_enabled) and src/ufw-init-functions (ufw_reload).
   */
  private static Command reload(Host host) {
    return INITS.stream()
        .filter(host::has)
        .findFirst()
        .map(init -> Command.of(init, "force-reload"))
        .orElseThrow(
            () ->
                new NotPossible(
                    "there is no ufw-init to load the changed rules with; expected it at one of "
                        + String.join(", ", INITS)
                        + ". Reinstall ufw."));
  }

  private static void refuseWhereDockersRulesWouldGo(Host host) {
    boolean managesBuiltins =
        Fact.ofFile(host, DEFAULTS, Assignments::ofShell)
            .known()
            .flatMap(known -> known.value("MANAGE_BUILTINS"))
            .map(value -> value.equalsIgnoreCase("yes"))
            .orElse(false);
    boolean dockerSurelyStopped =
        Processes.alive(host, "dockerd", ProcessOwner.ROOT)
            .known()
            .map(List::isEmpty)
            .orElse(false);
    if (managesBuiltins && !dockerSurelyStopped) {
      throw new NotPossible(
          "ufw is told to manage the built-in chains (MANAGE_BUILTINS in "
              + DEFAULTS
              + "), so that reloading it would take a running Docker daemon's rules away. Stop"
              + " Docker, fix this, and start it again.");
    }
  }
}
