package io.hostready.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Serves a repository over HTTP on the loopback interface of one box, from outside its files: the
 * box sees only what it downloads. Runs until it is stopped or the box ends.
 */
public final class RepositoryServer {

  private final Box box;
  private final RepositoryLayout layout;
  private final String key;
  private final int port;
  private final List<Running> runs = new ArrayList<>();

  RepositoryServer(Box box, RepositoryLayout layout, String key, int port) {
    this.box = box;
    this.layout = layout;
    this.key = key;
    this.port = port;
  }

  /**
   * Such as {@code http://127.0.0.1:8080/linux}: what stands for https://download.docker.com/linux.
   */
  public String url() {
    return "http://127.0.0.1:" + port + "/linux";
  }

  /** Such as {@code http://127.0.0.1:8080/linux/debian}: what apt is given for a codename. */
  public String url(String codename) {
    return "http://127.0.0.1:" + port + "/" + Suite.of(codename).place();
  }

  /** What was asked of it so far, such as {@code /linux/debian/gpg}, in order. */
  public List<String> requests() {
    return runs.stream()
        .flatMap(run -> run.errSoFar().lines())
        .filter(line -> line.contains(" url:"))
        .map(line -> line.substring(line.indexOf(" url:") + 5))
        .toList();
  }

  /** Starts it again after {@link #stop}; it answers when this returns. */
  public void start() {
    String busybox = Testbed.tree().resolve("usr/bin/busybox").toString();
    Running run =
        box.startFromOutside(
            List.of(
                busybox,
                "httpd",
                "-f",
                "-vv",
                "-p",
                "127.0.0.1:" + port,
                "-h",
                layout.folder().toString()));
    runs.add(run);
    while (!listens()) {
      if (!run.isAlive()) {
        throw new IllegalStateException(
            "the server of " + layout.folder() + " ended: " + run.await());
      }
      Thread.onSpinWait();
    }
  }

  /** Ends it; the box is then refused a connection. */
  public void stop() {
    runs.getLast().kill();
  }

  private boolean listens() {
    // proc_pid_net(5): local address and port in hexadecimal, remote ones, and 0A for listening.
    String wanted = String.format(Locale.ROOT, "0100007F:%04X 00000000:0000 0A", port);
    try {
      return Files.readString(Path.of("/proc/" + box.pid() + "/net/tcp")).contains(wanted);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Makes it a source of the box's apt, as Docker's guide (or the distribution's installer) would:
   * a .sources file and a key in /etc/apt/keyrings. Does not update apt's lists.
   */
  public void addToApt(String codename) {
    String name = layout.origin().toLowerCase(Locale.ROOT);
    box.write("/etc/apt/keyrings/" + name + ".asc", key);
    box.write(
        "/etc/apt/sources.list.d/" + name + ".sources",
        """
        Types: deb
        URIs: %s
        Suites: %s
        Components: %s
        Signed-By: /etc/apt/keyrings/%s.asc
        """
            .formatted(url(codename), codename, layout.component(), name));
  }
}
