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
 * Serves a repository on the loopback interface of one host, from outside its files: the host sees
 * only what it downloads. Runs until it is stopped or the host ends.
 */
public final class RepositoryServer {

  private static final Map<List<String>, TestAuthority> AUTHORITIES = new ConcurrentHashMap<>();

  private final ThrowAwayHost host;
  private final ServedRepository repository;
  private final String origin;
  private final int port;
  private final List<String> program;
  private final List<Running> runs = new ArrayList<>();

  private RepositoryServer(
      ThrowAwayHost host,
      ServedRepository repository,
      String origin,
      int port,
      List<String> program) {
    this.host = host;
    this.repository = repository;
    this.origin = origin;
    this.port = port;
    this.program = program;
  }

  /** Over HTTP on a port. */
  static RepositoryServer plain(ThrowAwayHost host, ServedRepository repository, int port) {
    String busybox = Testbed.tree().resolve("usr/bin/busybox").toString();
    List<String> program = List.of(busybox, "httpd", "-f", "-vv", "-p", "127.0.0.1:" + port, "-h");
    String origin = "http://" + host.outside() + ":" + port;
    return new RepositoryServer(host, repository, origin, port, with(program, repository));
  }

  /**
   * Over HTTPS in some names, which the host from then on finds on that loopback interface and
   * whose certificate's authority it trusts. The first is the one that is told as its {@link #url}.
   */
  static RepositoryServer secure(
      ThrowAwayHost host, ServedRepository repository, List<String> names) {
    TestAuthority authority = AUTHORITIES.computeIfAbsent(names, TestAuthority::forHosts);
    String line = host.outside() + " " + String.join(" ", names) + "\n";
    host.write("/etc/hosts", host.read("/etc/hosts") + line);
    host.write("/usr/local/share/ca-certificates/testbed.crt", authority.certificate());
    String trusted = "/etc/ssl/certs/ca-certificates.crt";
    host.write(trusted, host.read(trusted) + authority.certificate());
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
    return new RepositoryServer(
        host, repository, "https://" + names.getFirst(), 443, with(program, repository));
  }

  private static List<String> with(List<String> program, ServedRepository repository) {
    List<String> whole = new ArrayList<>(program);
    whole.add(repository.directory().toString());
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
    Running run = host.startFromOutside(program);
    runs.add(run);
    while (!listens()) {
      if (!run.isAlive()) {
        throw new IllegalStateException("the server of " + url() + " ended:\n" + run.await());
      }
      Thread.onSpinWait();
    }
    return this;
  }

  /** Ends it; the host is then refused a connection. */
  public void stop() {
    runs.getLast().kill();
  }

  /** Has a secure one end at the first package that is asked of it, as if the network went away. */
  public RepositoryServer goesAwayAtPackages() {
    try {
      Files.createFile(Path.of(repository.directory() + ".gone-at-packages"));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean listens() {
    // proc_pid_net(5): local address and port in hexadecimal, remote ones, and 0A for listening.
    String wanted = String.format(Locale.ROOT, "0100007F:%04X 00000000:0000 0A", port);
    try {
      return Files.readString(Path.of("/proc/" + host.pid() + "/net/tcp")).contains(wanted);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Makes it a source of the host's apt, as Docker's guide (or the distribution's installer) would:
   * a .sources file and a key in /etc/apt/keyrings. Does not update apt's lists.
   */
  public RepositoryServer addToApt(String codename) {
    String key = "/etc/apt/keyrings/" + repository.name() + ".asc";
    host.write(key, repository.armoredKey());
    host.write(
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
