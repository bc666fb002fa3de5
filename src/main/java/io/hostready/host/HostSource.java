package io.hostready.host;

/**
 * Where the facts of a host come from. Only {@link ThisMachine} can be changed, and only there can
 * a proof be run. A path is one as the user gave it.
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
      return unlikeLive(path);
    }
  }

  /** What {@code capture} saved of a host. */
  record Capture(String path) implements HostSource {

    @Override
    public String toString() {
      return unlikeLive(path);
    }
  }

  /** What reports call this machine. */
  String LIVE = "live";

  /** Whether the host is the machine that this program runs on. */
  default boolean isThisMachine() {
    return this instanceof ThisMachine;
  }

  /** As reports and plans write it: "live" for this machine, else a path that is never "live". */
  @Override
  String toString();

  /** The source that a report or plan names. They do not tell a tree from a capture: a tree. */
  static HostSource parse(String text) {
    return text.equals(LIVE) ? new ThisMachine() : new Tree(text);
  }

  private static String unlikeLive(String path) {
    return path.equals(LIVE) ? "./" + path : path;
  }
}
