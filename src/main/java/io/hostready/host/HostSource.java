package io.hostready.host;

/**
 * The source of the facts of a host. Only {@link ThisMachine} can be changed, and only there can a
 * proof be run. A path is as the user entered it.
 */
public sealed interface HostSource {

  /** The machine that this program runs on. */
  record ThisMachine() implements HostSource {

    @Override
    public String toString() {
      return LIVE;
    }
  }

  /** The files of a host, in a directory or text of this machine. */
  record Tree(String path) implements HostSource {

    @Override
    public String toString() {
      return distinctFromLive(path);
    }
  }

  /** What {@code capture} saved from a host. */
  record Capture(String path) implements HostSource {

    @Override
    public String toString() {
      return distinctFromLive(path);
    }
  }

  /**
   * A host that was asked by ssh. Its answers are a capture in memory.
   *
   * @param address such as {@code ssh://root@web-1:2222}
   */
  record Ssh(String address) implements HostSource {

    public Ssh {
      if (!address.startsWith(SshDestination.SCHEME)) {
        throw new IllegalArgumentException("not an address of ssh: " + address);
      }
    }

    @Override
    public String toString() {
      return address;
    }
  }

  /** The name of this machine in reports. */
  String LIVE = "live";

  /** Whether the host is the machine that this program runs on. */
  default boolean isThisMachine() {
    return this instanceof ThisMachine;
  }

  /** A name of the host for people, if its own is not known. */
  default String name() {
    return switch (this) {
      case ThisMachine _ -> "this host";
      case Tree _, Capture _ -> toString();
      case Ssh(String address) -> SshDestination.host(address);
    };
  }

  /**
   * The form in reports and plans: "live" for this machine, otherwise a path that is never "live".
   */
  @Override
  String toString();

  /**
   * The source that a report or plan names. Its name does not distinguish a tree from a capture;
   * this returns a tree.
   */
  static HostSource parse(String text) {
    if (text.equals(LIVE)) {
      return new ThisMachine();
    }
    return text.startsWith(SshDestination.SCHEME) ? new Ssh(text) : new Tree(text);
  }

  private static String distinctFromLive(String path) {
    return path.equals(LIVE) ? "./" + path : path;
  }
}
