package io.hostready.run;

import io.hostready.capture.HostOpener;
import io.hostready.capture.OpenedHost;
import io.hostready.host.RootTrust;
import java.util.Optional;
import java.util.function.Supplier;

/** How the hosts of a {@link FleetCheck} are opened. */
public interface HostAccess {

  /**
   * Fetches the data of a host, which can take time but little memory, and returns how to open it.
   *
   * @throws UnreachableHostException with the reason
   */
  Supplier<OpenedHost> fetch(String host);

  /**
   * Fetches what a check of a host needed and did not have; empty if it had everything.
   *
   * @param times how often this host was fetched
   * @throws UnreachableHostException with the reason
   */
  Optional<Supplier<OpenedHost>> fetchMissing(
      String host, OpenedHost opened, HostReport report, int times);

  /** The record of a host that could not be opened. */
  UnopenedHost unopened(String host, String why);

  /** How many hosts are fetched at a time. */
  ParallelInOrder.Width width();

  /** Whether hosts are other machines, and may take long. */
  boolean isRemote();

  /** The option that names such hosts. */
  String option();

  /**
   * Captures and trees.
   *
   * @param trust whom root trusts with the files; empty to accept every user's files
   */
  record Files(Optional<RootTrust> trust) implements HostAccess {

    @Override
    public Supplier<OpenedHost> fetch(String path) {
      return () -> HostOpener.open(path, trust);
    }

    @Override
    public Optional<Supplier<OpenedHost>> fetchMissing(
        String path, OpenedHost opened, HostReport report, int times) {
      return Optional.empty();
    }

    @Override
    public UnopenedHost unopened(String path, String why) {
      return new UnopenedHost.Invalid(path, why);
    }

    @Override
    public ParallelInOrder.Width width() {
      return ParallelInOrder.Width.ofProcessors();
    }

    @Override
    public boolean isRemote() {
      return false;
    }

    @Override
    public String option() {
      return "--host";
    }
  }
}
