package io.hostready.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.host.CommandOutcome;
import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is secret on a host is not in its captures. */
class SecretsTest {

  private static final String SECRET = "hunter2-s3cr3t";

  /** Asks a host for files and commands, as rules would, and captures that. */
  private static HostText captured(FakeHost fake, List<String> files, List<String> commands)
      throws HostTextException {
    Recorder recorder = Recorder.of(fake.host());
    files.forEach(recorder.host()::bytes);
    commands.forEach(command -> recorder.host().run(List.of(command.split(" "))));
    byte[] bytes =
        Recording.of(
                recorder,
                new Manifest.Made("0.1.0", Instant.EPOCH, true, false),
                List.of("docker-engine"),
                Map.of(),
                Map.of(),
                Optional.empty())
            .bytes();
    assertFalse(unpacked(bytes).contains(SECRET), "the secret is in the capture");
    HostText text = HostTextFile.read(bytes);
    Fixtures.contents(text.common()).values().stream() // base64 hides them
        .map(content -> new String(content, StandardCharsets.ISO_8859_1))
        .forEach(content -> assertFalse(content.contains(SECRET), content));
    return text;
  }

  private static String unpacked(byte[] bytes) {
    try (var in = new java.util.zip.GZIPInputStream(new java.io.ByteArrayInputStream(bytes))) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (java.io.IOException impossible) {
      throw new java.io.UncheckedIOException(impossible);
    }
  }

  private static String text(Host host, String path) {
    return switch (host.bytes(path)) {
      case Present(var bytes, _) -> new String(bytes, StandardCharsets.UTF_8);
      case Absent(_) -> "missing";
      case Unreadable(_, var why) -> why;
    };
  }

  private static Host capturedFile(String path, String content) throws HostTextException {
    return captured(FakeHost.with(path, content), List.of(path), List.of()).host("capture");
  }

  /** Other programs' lines, and names of containers and images, are not in a capture. */
  @Test
  void ofALogTheStartsAndErrorsOfDockerAreCaptured() throws HostTextException {
    String log =
        """
        Dec 01 19:25:20 box sshd[99]: Accepted password for alice
        Dec 01 19:25:26 box systemd[1]: Starting docker.service - Docker Application Container Engine...
        Dec 01 19:25:26 box dockerd[812]: time="2026-12-01T19:25:26Z" level=info msg="image pulled" image=private/app
        Dec 01 19:25:27 box dockerd[812]: failed to load listeners: group docker not found
        """;
    String kept =
        """
        Dec 01 19:25:26 box systemd[1]: Starting docker.service - Docker Application Container Engine...
        Dec 01 19:25:27 box dockerd[812]: failed to load listeners: group docker not found
        """;
    assertEquals(kept, text(capturedFile("/var/log/syslog", log), "/var/log/syslog"));
    String command = "journalctl -b -u docker.service";
    Host host =
        captured(FakeHost.empty().command(command, log), List.of(), List.of(command))
            .host("capture");
    assertEquals(new CommandOutcome.Ended(0, kept, ""), host.run(List.of(command.split(" "))));
  }

  @ParameterizedTest
  @CsvSource({
    "/proc/1/environ, environments of processes",
    "/proc/4711/environ, environments of processes",
    "/proc/self/task/12/environ, environments of processes",
    "/proc/4711/cmdline, command lines and memory of processes",
    "/proc/4711/mem, command lines and memory of processes",
    "/proc/kcore, command lines and memory of processes",
    "/etc/shadow, passwords of users",
    "/etc/gshadow-, passwords of users",
    "/etc/security/opasswd, passwords of users",
    "/etc/ssl/private/host.pem, private keys",
    "/etc/ssh/ssh_host_ed25519_key, private keys",
    "/etc/docker/key.json, private keys",
    "/etc/kubernetes/admin.conf, private keys",
    "/etc/kubernetes/pki/ca.key, private keys",
    "/var/lib/docker/swarm/certificates/swarm-node.key, private keys",
    "/var/lib/rancher/k3s/server/token, private keys",
    "/root/.ssh/id_ed25519, private keys",
    "/home/ann/.ssh/config, private keys",
    "/home/ann/.kube/config, private keys",
    "/etc/netplan/50-wifi.yaml, private keys",
    "/etc/apt/auth.conf, passwords and tokens of services",
    "/etc/apt/auth.conf.d/mirror.conf, passwords and tokens of services",
    "/root/.netrc, passwords and tokens of services",
    "/home/ann/.aws/credentials, passwords and tokens of services",
    "/run/secrets/token, passwords and tokens of services",
  })
  void someFilesAreNeverTaken(String path, String what) throws HostTextException {
    HostText capture = captured(FakeHost.with(path, SECRET), List.of(path), List.of());
    assertEquals("left out of captures: " + what, text(capture.host("capture"), path));
    assertEquals(Map.of(path, what), capture.manifest().orElseThrow().without().leftOut());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"RSA PRIVATE KEY", "PRIVATE KEY", "OPENSSH PRIVATE KEY", "PGP PRIVATE KEY BLOCK"})
  void aFileWithAPrivateKeyInItIsNotTakenWhereverItLies(String label) throws HostTextException {
    String pem =
        "notes\n-----BEGIN " + label + "-----\n" + SECRET + "\n-----END " + label + "-----";
    assertEquals(
        "left out of captures: private keys",
        text(capturedFile("/etc/docker/server.pem", pem), "/etc/docker/server.pem"));
  }

  @Test
  void aPublicKeyAndACertificateAreTaken() throws HostTextException {
    String pem = "-----BEGIN PGP PUBLIC KEY BLOCK-----\nabc\n-----BEGIN CERTIFICATE-----";
    assertEquals(
        pem, text(capturedFile("/etc/apt/keyrings/x.asc", pem), "/etc/apt/keyrings/x.asc"));
  }

  @Test
  void aSecretKeyringIsNotTaken() throws HostTextException {
    // RFC 9580, 4.2.2: the old format's packet of type 5, a secret key.
    String ring = "\u0095\u0001" + SECRET;
    byte[] bytes = ring.getBytes(StandardCharsets.ISO_8859_1);
    HostText capture =
        captured(
            FakeHost.empty().file("/etc/apt/trusted.gpg", bytes),
            List.of("/etc/apt/trusted.gpg"),
            List.of());
    assertEquals(
        "left out of captures: private keys", text(capture.host("x"), "/etc/apt/trusted.gpg"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/home/ann/.docker/config.json | {\"auths\": {\"ghcr.io\": {\"auth\": \"hunter2-s3cr3t\"}},"
            + " \"HttpHeaders\": {\"X\": \"hunter2-s3cr3t\"}, \"credsStore\": \"pass\"}"
            + " | { \"credsStore\": \"pass\" }",
        "/opt/ci/config.json | {\"auths\": {}, \"currentContext\": \"a\","
            + " \"credHelpers\": {\"ghcr.io\": \"gh\"}}"
            + " | { \"currentContext\": \"a\", \"credHelpers\": { \"ghcr.io\": \"gh\" } }",
        "/root/.docker/config.json | {\"auth\": \"hunter2-s3cr3t\",}"
            + " | left out of the capture: not a JSON object",
        "/home/ann/.bashrc | alias x='curl -u ann:hunter2-s3cr3t'; | ''",
        "/home/ann/.profile | export DOCKER_HOST=tcp://ann:hunter2-s3cr3t@a:1"
            + " | export DOCKER_HOST=tcp://left-out-of-the-capture@a:1",
        "/home/ann/.zshrc | export DOCKER_PASSWORD=hunter2-s3cr3t"
            + " | export DOCKER_PASSWORD=left-out-of-the-capture",
      })
  void ofUsersOwnFilesOnlyWhatRulesReadIsTaken(String path, String content, String kept)
      throws HostTextException {
    assertEquals(kept, text(capturedFile(path, content), path).strip().replaceAll("\\s+", " "));
    HostText linked =
        captured(
            FakeHost.with("/srv/dotfiles/one", content).link(path, "/srv/dotfiles/one"),
            List.of(path),
            List.of());
    assertEquals(kept, text(linked.host("x"), path).strip().replaceAll("\\s+", " "));
  }

  @Test
  void aLinkToASecretIsNoWayAround() throws HostTextException {
    HostText capture =
        captured(
            FakeHost.with("/etc/shadow", SECRET).link("/etc/docker/daemon.json", "../shadow"),
            List.of("/etc/docker/daemon.json"),
            List.of());
    assertEquals(
        "left out of captures: passwords of users",
        text(capture.host("x"), "/etc/docker/daemon.json"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/etc/apt/sources.list | deb https://ann:hunter2-s3cr3t@apt.example/debian x main"
            + " | deb https://left-out-of-the-capture@apt.example/debian x main",
        "/etc/apt/apt.conf.d/99proxy | Acquire::http::Proxy \"http://hunter2-s3cr3t@proxy:3128\";"
            + " | Acquire::http::Proxy \"http://left-out-of-the-capture@proxy:3128\";",
        "/etc/systemd/system/docker.service.d/proxy.conf"
            + " | Environment=\"HTTPS_PROXY=http://u:hunter2-s3cr3t@p:1\""
            + " | Environment=\"HTTPS_PROXY=http://left-out-of-the-capture@p:1\"",
        "/etc/systemd/system/x.service | Environment=AWS_SECRET_ACCESS_KEY=hunter2-s3cr3t"
            + " | Environment=AWS_SECRET_ACCESS_KEY=left-out-of-the-capture",
        "/etc/systemd/system/x.service | ExecStart=/usr/bin/x --token=hunter2-s3cr3t --port=1"
            + " | ExecStart=/usr/bin/x --token=left-out-of-the-capture --port=1",
        "/etc/docker/daemon.json | {\"log-opts\": {\"splunk-token\": \"hunter2-s3cr3t\", \"a\": 1}}"
            + " | {\"log-opts\": {\"splunk-token\": \"left-out-of-the-capture\", \"a\": 1}}",
        "/etc/docker/daemon.json | {\"tokens\": null, \"password\": \"hunter2-s3cr3t\"}"
            + " | {\"tokens\": null, \"password\": \"left-out-of-the-capture\"}",
        "/etc/default/docker | export REGISTRY_PASSWORD='hunter2-s3cr3t'"
            + " | export REGISTRY_PASSWORD='left-out-of-the-capture'",
        "/proc/cmdline | root=/dev/vda rd.iscsi.password=hunter2-s3cr3t quiet"
            + " | root=/dev/vda rd.iscsi.password=left-out-of-the-capture quiet",
        "/etc/passwd | ann:hunter2-s3cr3t:1000:1000::/home/ann:/bin/sh"
            + " | ann:left-out-of-the-capture:1000:1000::/home/ann:/bin/sh",
        "/etc/passwd | ann:!xhunter2-s3cr3t:1000: | ann:left-out-of-the-capture:1000:",
        "/etc/passwd | ann:xhunter2-s3cr3t:1000: | ann:left-out-of-the-capture:1000:",
        "/etc/default/docker | A_PASSWORD=a,b}hunter2-s3cr3t B=1"
            + " | A_PASSWORD=left-out-of-the-capture B=1",
        "/etc/default/docker | A_PASSWORD=a\"b hunter2-s3cr3t\"'c d' B=1"
            + " | A_PASSWORD=left-out-of-the-capture B=1",
        "/etc/default/docker | A_PASSWORD=\"hunter2-s3cr3t | A_PASSWORD=left-out-of-the-capture",
        "/etc/default/docker | DB_PASS=hunter2-s3cr3t | DB_PASS=left-out-of-the-capture",
        "/etc/systemd/system/x.service | Environment=\"A_PASSWORD=a hunter2-s3cr3t\" \"B=1\""
            + " | Environment=\"A_PASSWORD=left-out-of-the-capture\" \"B=1\"",
        "/etc/systemd/system/x.service | Environment=\"X={\\\"token\\\": \\\"hunter2-s3cr3t\\\"}\""
            + " | Environment=\"X={\\\"token\\\": \\\"left-out-of-the-capture\\\"}\"",
        "/etc/docker/daemon.json | {\"tokens\": [\"hunter2-s3cr3t\", \"hunter2-s3cr3t\"], \"a\":"
            + " []} | {\"tokens\": [\"left-out-of-the-capture\", \"left-out-of-the-capture\"],"
            + " \"a\": []}",
        "/etc/docker/x.yaml | token: correct hunter2-s3cr3t | token: left-out-of-the-capture",
        "/etc/yum.repos.d/x.repo | password = a hunter2-s3cr3t"
            + " | password = left-out-of-the-capture",
        "/etc/dnf/dnf.conf | proxy_password=hunter2-s3cr3t"
            + " | proxy_password=left-out-of-the-capture",
        "/etc/fstab | //a/b /mnt cifs username=u,password=hunter2-s3cr3t 0 0"
            + " | //a/b /mnt cifs username=u,password=left-out-of-the-capture 0 0",
      })
  void singleValuesAreReplacedAndNothingElse(String path, String content, String kept)
      throws HostTextException {
    HostText capture = captured(FakeHost.with(path, content), List.of(path), List.of());
    assertEquals(kept, text(capture.host("x"), path));
    assertEquals(List.of(path), capture.manifest().orElseThrow().without().replaced());
  }

  @Test
  void linesThatBelongToAValueAreEmptyAndOthersStay() throws HostTextException {
    String yaml =
        "a:\n- token: |\n    hunter2-s3cr3t\n\n    hunter2-s3cr3t\n  b: 1\nc_token:\nd: 2\n";
    assertEquals(
        "a:\n- token: left-out-of-the-capture\n\n\n\n  b: 1\nc_token:\nd: 2\n",
        text(capturedFile("/etc/docker/x.yaml", yaml), "/etc/docker/x.yaml"));
    String empty = "A_TOKEN=\nDOCKER_OPTS=--debug\n";
    assertEquals(empty, text(capturedFile("/etc/default/docker", empty), "/etc/default/docker"));
  }

  @Test
  void errorsOfCommandsAreWithoutSecretsToo() throws HostTextException {
    CommandOutcome outcome = new CommandOutcome.Ended(1, "", "token: " + SECRET + "\n");
    HostText capture = captured(FakeHost.empty().command("x", outcome), List.of(), List.of("x"));
    assertEquals(
        new CommandOutcome.Ended(1, "", "token: left-out-of-the-capture\n"),
        capture.host("c").run(List.of("x")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/etc/passwd | root:x:0:0:root:/root:/bin/bash",
        "/etc/group | docker:x:999:ann",
        "/boot/config-6.12 | CONFIG_SECRETMEM=y",
        "/etc/nsswitch.conf | passwd: files systemd",
        "/var/lib/dpkg/status | Maintainer: Ann <ann@example.org>",
        "/var/lib/dpkg/status | Homepage: https://example.org/~ann/a@b",
        "/etc/docker/daemon.json | {\"hosts\": [\"unix:///run/docker.sock\"], \"tls\": true}",
      })
  void whatIsNotSecretStaysToTheByte(String path, String content) throws HostTextException {
    HostText capture = captured(FakeHost.with(path, content), List.of(path), List.of());
    assertEquals(content, text(capture.host("x"), path));
    assertEquals(List.of(), capture.manifest().orElseThrow().without().replaced());
  }

  @Test
  void bytesThatAreNotUtf8StayAsTheyAre() throws HostTextException {
    byte[] binary = new byte[256];
    for (int i = 0; i < 256; i++) {
      binary[i] = (byte) i;
    }
    HostText capture =
        captured(FakeHost.empty().file("/etc/x", binary), List.of("/etc/x"), List.of());
    assertTrue(
        capture.host("x").bytes("/etc/x") instanceof Present(var kept, _)
            && java.util.Arrays.equals(binary, kept));
  }

  @Test
  void theMachinesIdIsAnotherOneOfTheSameForm() throws HostTextException {
    String id = "0123456789abcdef0123456789abcdef";
    String kept = text(capturedFile("/etc/machine-id", id + "\n"), "/etc/machine-id");
    assertTrue(kept.matches("[0-9a-f]{32}\n"), kept);
    assertFalse(kept.contains(id), kept);
    assertEquals(
        "uninitialized\n",
        text(capturedFile("/etc/machine-id", "uninitialized\n"), "/etc/machine-id"));
  }

  @Test
  void ofTheFirstProcessesEnvironmentTheContainerAloneIsKept() throws HostTextException {
    String environment = "PASSWORD=" + SECRET + "\0container=lxc\0";
    Host host = capturedFile("/proc/1/environ", environment);
    assertEquals(
        new CommandOutcome.Ended(0, "lxc\n", ""),
        host.run(List.of("VARIABLE", "container", "/proc/1/environ")));
  }

  @Test
  void answersAndCommandsAreWithoutSecretsToo() throws HostTextException {
    String info =
        "{\"HttpProxy\":\"http://u:" + SECRET + "@p:1\",\"Token\":\"" + SECRET + "\",\"NCPU\":2}";
    HostText capture =
        captured(
            FakeHost.empty().command("GET unix:///run/docker.sock/info", info),
            List.of(),
            List.of("GET unix:///run/docker.sock/info"));
    assertEquals(
        new CommandOutcome.Ended(
            0,
            "{\"HttpProxy\":\"http://left-out-of-the-capture@p:1\","
                + "\"Token\":\"left-out-of-the-capture\",\"NCPU\":2}",
            ""),
        capture.host("x").run(List.of("GET", "unix:///run/docker.sock/info")));
    assertEquals(
        List.of("GET unix:///run/docker.sock/info"),
        capture.manifest().orElseThrow().without().replaced());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "a\n",
        "a\r\nb\r\n",
        "\n",
        "\n\na",
        "$ x\n= 1\n! y\n",
        "  indented\n",
        "\\ out\n"
      })
  void outputsComeBackAsTheyWere(String output) throws HostTextException {
    for (CommandOutcome outcome :
        List.of(
            new CommandOutcome.Ended(0, output, ""),
            new CommandOutcome.Ended(255, "", output),
            new CommandOutcome.Ended(28, output, output))) {
      HostText capture =
          captured(FakeHost.empty().command("x y", outcome), List.of(), List.of("x y"));
      assertEquals(outcome, capture.host("c").run(List.of("x", "y")));
    }
  }

  @Test
  void commandsThatDidNotRunComeBackAsTheyWere() throws HostTextException {
    for (CommandOutcome outcome :
        List.of(
            new CommandOutcome.NotFound("/run/docker.sock"),
            new CommandOutcome.NotRun("'x' did not end within 5.0 s"))) {
      HostText capture = captured(FakeHost.empty().command("x", outcome), List.of(), List.of("x"));
      assertEquals(outcome, capture.host("c").run(List.of("x")));
    }
  }
}
