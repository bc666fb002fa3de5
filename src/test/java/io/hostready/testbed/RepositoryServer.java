package io.hostready.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Serves a repository on the loopback interface of one box, from outside its files: the box sees
 * only what it downloads. Runs until it is stopped or the box ends.
 */
public final class RepositoryServer {

  private static final Map<String, TestAuthority> AUTHORITIES = new ConcurrentHashMap<>();

  private final Box box;
  private final AptRepository repository;
  private final String origin;
  private final int port;
  private final List<String> program;
  private final List<Running> runs = new ArrayList<>();

  private RepositoryServer(
      Box box, AptRepository repository, String origin, int port, List<String> program) {
    this.box = box;
    this.repository = repository;
    this.origin = origin;
    this.port = port;
    this.program = program;
  }

  /** Over HTTP on a port. */
  static RepositoryServer plain(Box box, AptRepository repository, int port) {
    String busybox = Testbed.tree().resolve("usr/bin/busybox").toString();
    String address = "127.0.0.1:" + port;
    List<String> program = List.of(busybox, "httpd", "-f", "-vv", "-p", address, "-h");
    return new RepositoryServer(
        box, repository, "http://" + address, port, with(program, repository));
  }

  /**
   * Over HTTPS in the name of a host, which the box from then on finds on its loopback interface
   * and whose certificate's authority it trusts.
   */
  static RepositoryServer secure(Box box, AptRepository repository, String host) {
    TestAuthority authority = AUTHORITIES.computeIfAbsent(host, TestAuthority::forHost);
    box.write("/etc/hosts", box.read("/etc/hosts") + "127.0.0.1 " + host + "\n");
    box.write("/usr/local/share/ca-certificates/testbed.crt", authority.certificate());
    String trusted = "/etc/ssl/certs/ca-certificates.crt";
    box.write(trusted, box.read(trusted) + authority.certificate());
    String java = Testbed.jdk().resolve("bin/java").toString();
    String classes = Testbed.project().resolve("target/test-classes").toString();
    List<String> program =
        List.of(
            java,
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Djava.net.preferIPv4Stack=true",
            "-cp",
            classes,
            SecureFileServer.class.getName(),
            authority.serverStore().toString(),
            TestAuthority.PASSWORD);
    return new RepositoryServer(box, repository, "https://" + host, 443, with(program, repository));
  }

  private static List<String> with(List<String> program, AptRepository repository) {
    List<String> whole = new ArrayList<>(program);
    whole.add(repository.folder().toString());
    return List.copyOf(whole);
  }

  /**
   * Such as {@code http://127.0.0.1:8080/linux}: what stands for https://download.docker.com/linux.
   */
  public String url() {
    return origin + "/linux";
  }

  /** Such as {@code http://127.0.0.1:8080/linux/debian}: what apt is given for a codename. */
  public String url(String codename) {
    return origin + "/" + Suite.of(codename).place();
  }

  /** What was asked of it so far, such as {@code /linux/debian/gpg}, in order. */
  public List<String> requests() {
    return runs.stream()
        .flatMap(run -> run.errSoFar().lines())
        .filter(line -> line.contains(" url:"))
        .map(line -> line.substring(line.indexOf(" url:") + 5))
        .toList();
  }

  /** Starts it, again after {@link #stop}; it answers when this returns. */
  public RepositoryServer start() {
    Running run = box.startFromOutside(program);
    runs.add(run);
    while (!listens()) {
      if (!run.isAlive()) {
        throw new IllegalStateException("the server of " + url() + " ended:\n" + run.await());
      }
      Thread.onSpinWait();
    }
    return this;
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
  public RepositoryServer addToApt(String codename) {
    String key = "/etc/apt/keyrings/" + repository.name() + ".asc";
    box.write(key, repository.armoredKey());
    box.write(
        "/etc/apt/sources.list.d/" + repository.name() + ".sources",
        """
        Types: deb
        URIs: %s
        Suites: %s
        Components: %s
        Signed-By: %s
        """
            .formatted(url(codename), codename, repository.component(), key));
    return this;
  }
}
