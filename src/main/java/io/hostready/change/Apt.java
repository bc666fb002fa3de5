package io.hostready.change;

import io.hostready.host.CommandOutcome;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Present;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** apt and dpkg. Source: apt-get(8), apt-mark(8), dpkg-query(1). */
public record Apt() implements PackageManager {

  static final String ID = "apt";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public ProgramCall install(List<PackageRequest> requests, boolean mayRemove) {
    List<String> arguments = requests.stream().map(PackageRequest::argument).toList();
    return mayRemove
        ? AptCommands.installRemoving(arguments, false)
        : AptCommands.install(arguments, false);
  }

  @Override
  public ProgramCall reinstall(String name, String version) {
    return AptCommands.install(List.of(name + "=" + version), true);
  }

  @Override
  public ProgramCall remove(List<String> names) {
    return AptCommands.remove(names);
  }

  @Override
  public ProgramCall markAutomatic(List<String> names) {
    return ProgramCall.of(mark("auto", names));
  }

  @Override
  public List<String> hold(List<String> names) {
    return mark("hold", names);
  }

  @Override
  public List<String> unhold(List<String> names) {
    return mark("unhold", names);
  }

  private static List<String> mark(String how, List<String> names) {
    List<String> argv = new ArrayList<>(List.of("apt-mark", "-q", how));
    argv.addAll(names);
    return argv;
  }

  @Override
  public ProgramCall download(String url, String file, long most) {
    return AptCommands.download(url, file, most);
  }

  @Override
  public String index(String repository, String release) {
    return repository + "/dists/" + release + "/Release";
  }

  @Override
  public List<String> simulated(ProgramCall command) {
    return AptCommands.simulated(command);
  }

  @Override
  public String plain(List<String> argv) {
    return AptCommands.plain(argv);
  }

  @Override
  public String releaseWord() {
    return "suite";
  }

  @Override
  public String tryOut(List<PackageRequest> requests) {
    return "apt-get --simulate install "
        + String.join(" ", requests.stream().map(PackageRequest::argument).toList());
  }

  @Override
  public PackageActions simulate(Host host, ProgramCall command) {
    CommandOutcome outcome = host.run(AptCommands.simulated(command), SIMULATION_LIMIT);
    return AptSimulation.of(outcome, command);
  }

  @Override
  public PackageActions simulateRemoval(Host host, List<String> names) {
    return simulate(host, AptCommands.removeHeld(names));
  }

  @Override
  public Optional<String> wrongOrigin(Host host, InstallPackages change, PackageActions actions) {
    return AptOrigins.wrong(host, change, actions);
  }

  @Override
  public PackageStates states(Host host) throws ChangeFailedException {
    return DpkgStates.read(host);
  }

  @Override
  public List<String> automatic(Host host) throws ChangeFailedException {
    return marked(host, "showauto");
  }

  @Override
  public List<String> held(Host host) throws ChangeFailedException {
    return marked(host, "showhold");
  }

  private static List<String> marked(Host host, String how) throws ChangeFailedException {
    return PackageStates.outputOf(host, List.of("apt-mark", how)).lines().toList();
  }

  @Override
  public Reading<String> readHold(Host host, String name) {
    // ${db:Status-Want}: unknown, install, hold, deinstall or purge; dpkg-query(1)
    return Setting.ask(
        host,
        List.of("dpkg-query", "-W", "-f=${db:Status-Want}\\n", name),
        ended ->
            new Present<>(
                ended.exitCode() == 0 && ended.out().lines().anyMatch("hold"::equals)
                    ? PackageHold.HELD
                    : PackageHold.NOT_HELD,
                "dpkg-query -W " + name));
  }

  @Override
  public boolean isLocked(String why) {
    // apt-get(8): DPkg::Lock::Timeout is for dpkg's locks; those of lists and archives fail.
    return why.contains("Could not get lock");
  }
}
