package io.hostready.fix;

import static io.hostready.fix.DockerInBox.KEY;
import static io.hostready.fix.DockerInBox.SOURCES;
import static io.hostready.fix.FixedBox.FAILED;
import static io.hostready.fix.FixedBox.READY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.facts.OpenPgpKeys;
import io.hostready.host.Bytes;
import io.hostready.testbed.AptRepository;
import io.hostready.testbed.Box;
import io.hostready.testbed.HostileKey;
import io.hostready.testbed.NeedsBox;
import io.hostready.testbed.ProgramRun;
import io.hostready.testbed.RepositoryServer;
import io.hostready.testbed.SigningKey;
import io.hostready.testbed.TreeSnapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Key files that apt and hostready could read differently, held against the real apt of Debian 12
 * (apt-key's awk and gpgv) and Debian 13 (sqv): what signs is never another key than the one that
 * is pinned.
 */
@NeedsBox
class HostileKeyInBoxTest {

  private static final String GENUINE = "docker-signing-key-genuine";

  /** Neither gpgv nor sqv takes a subkey that the primary key has not signed. */
  private static final String AS_SUBKEY = "as a subkey";

  /** Files with which apt takes packages that the hidden key signed. */
  private static final Map<String, List<String>> TAKEN =
      Map.of(
          "bookworm",
          List.of(
              "space ends the headers",
              "tab ends the headers",
              "U+001C ends the headers",
              "carriage return ends the headers",
              "two blocks",
              "two blocks, the other first",
              "both in one block"),
          "trixie",
          List.of("two blocks", "two blocks, the other first", "both in one block"));

  @Test
  void noOtherFileHoldsExactlyThePinnedKey() {
    SigningKey pinned = SigningKey.generate("pinned");
    List<String> exact = new ArrayList<>();
    HostileKey.files(pinned, SigningKey.generate("hidden"))
        .forEach(
            (what, file) -> {
              if (OpenPgpKeys.isExactly(pinned.fingerprint(), KEY, Bytes.of(file))) {
                exact.add(what);
              }
            });
    assertEquals(List.of(AS_SUBKEY), exact);
  }

  /** A host, and a repository that is signed by another key than the one that users pin. */
  private record Attack(Box box, AptRepository repository, RepositoryServer server) {

    static Attack on(Box box, String suite) {
      AptRepository repository = AptRepository.docker(suite);
      return new Attack(box, repository, repository.serve(box));
    }

    Map<String, byte[]> files() {
      SigningKey pinned = repository.key();
      return HostileKey.files(pinned, repository.signWithAnotherKey());
    }
  }

  @Test
  void noKeyFileBringsPackagesOfAnotherKeyIn() {
    try (Box box = Box.with().suite("bookworm").start()) {
      Attack attack = Attack.on(box, "bookworm");
      FixedBox fixed = DockerInBox.rule(box, attack.repository, attack.server);
      TreeSnapshot before = fixed.snapshot();
      Map<String, byte[]> files = attack.files();
      List<String> installed = new ArrayList<>();
      for (String what : List.of("space ends the headers", "two blocks", AS_SUBKEY)) {
        attack.repository.publishKeyFile(files.get(what));
        ProgramRun fix = fixed.fix();
        if (fix.exit() != FAILED || box.exists("/usr/bin/dockerd")) {
          installed.add(what + ": " + fix);
        }
        assertEquals(what.equals(AS_SUBKEY), box.exists(KEY), what + ": key written");
        fixed.undo();
      }
      fixed.assertUnchanged(before, "all undone");
      assertEquals(List.of(), installed, "taken");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bookworm", "trixie"})
  void noKeyFileWithWhichAptTakesAnotherKeyIsGenuine(String suite) throws IOException {
    try (Box box = Box.with().suite(suite).start()) {
      Attack attack = Attack.on(box, suite);
      attack.server.addToApt(suite);
      FixedBox fixed = DockerInBox.rule(box, attack.repository, attack.server);
      FixedBox genuine = new FixedBox(box, GENUINE, fixed.options());
      assertEquals(READY, genuine.check().exit(), "the right key");
      List<String> taken = new ArrayList<>();
      List<String> wrong = new ArrayList<>();
      for (Map.Entry<String, byte[]> file : attack.files().entrySet()) {
        Files.write(box.path(KEY), file.getValue());
        if (box.run("apt-get", "update", "--error-on=any").exit() == 0) {
          taken.add(file.getKey());
          if (genuine.check().exit() == READY) {
            wrong.add(file.getKey());
          }
        }
      }
      String entry = box.read(SOURCES);
      for (Map.Entry<String, byte[]> file : attack.files().entrySet()) {
        String lines = new String(file.getValue(), StandardCharsets.ISO_8859_1);
        String embedded = ("\n" + lines.strip()).replace("\n\n", "\n.\n").replace("\n", "\n ");
        box.write(SOURCES, entry.replace(" " + KEY, embedded));
        if (box.run("apt-get", "update", "--error-on=any").exit() == 0
            && genuine.check().exit() == READY) {
          wrong.add(file.getKey() + ", in the entry itself");
        }
      }
      assertEquals(List.of(), wrong, "pass, and apt takes packages of another key");
      // That these files are an attack at all.
      assertEquals(TAKEN.get(suite), taken);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bookworm", "trixie"})
  void theKeyThatIsWrittenIsMadeFromThePacketsThatWereVerified(String suite) throws IOException {
    try (Box box = Box.with().suite(suite).start()) {
      AptRepository repository =
          AptRepository.docker(suite)
              .useKey(SigningKey.generate("has a subkey").addSigningSubkey());
      String armored = repository.armoredKey();
      byte[] binary = repository.key().binary();
      String commented = armored.replaceFirst("\n\n", "\nComment: of a mirror\n\n");
      FixedBox fixed = DockerInBox.rule(box, repository, repository.serve(box));
      repository.publishKeyFile(commented.getBytes(StandardCharsets.US_ASCII));
      fixed.fix().exits(READY);
      assertEquals(armored, box.read(KEY));
      fixed.undo().exits(READY);
      repository.publishKeyFile(binary);
      fixed.fix().exits(READY);
      assertEquals(armored, box.read(KEY));
    }
  }

  @Test
  void anExpiredKeyIsRefusedByGpgv() {
    assertRefused("bookworm", SigningKey.generateExpired("expired"), key -> key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bookworm", "trixie"})
  void aRevokedKeyIsRefusedByApt(String suite) {
    assertRefused(suite, SigningKey.generate("to be revoked"), SigningKey::revoke);
  }

  /** Signs a repository with a key and publishes that key; a fix fails and leaves nothing. */
  private static void assertRefused(String suite, SigningKey key, UnaryOperator<SigningKey> then) {
    try (Box box = Box.with().suite(suite).start()) {
      AptRepository repository = AptRepository.docker(suite).useKey(key);
      FixedBox fixed = DockerInBox.rule(box, repository, repository.serve(box));
      repository.publishKeyFile(then.apply(key).armored().getBytes(StandardCharsets.US_ASCII));
      TreeSnapshot before = fixed.snapshot();
      fixed.fix().exits(FAILED);
      assertFalse(box.exists("/usr/bin/dockerd"), "Docker is installed all the same");
      fixed.undo().exits(READY);
      fixed.assertUnchanged(before, "a fix that failed, and undo");
    }
  }

  @Test
  void aKeyFileThatAptReadsInAnotherWayIsReplacedByAFix() throws IOException {
    try (Box box = Box.with().suite("bookworm").start()) {
      AptRepository repository = AptRepository.docker("bookworm");
      RepositoryServer server = repository.serve(box);
      FixedBox fixed = DockerInBox.rule(box, repository, server);
      server.addToApt("bookworm");
      SigningKey other = SigningKey.generate("somebody else");
      Files.write(
          box.path(KEY), HostileKey.files(repository.key(), other).get("space ends the headers"));
      fixed.fix().exits(READY);
      assertEquals(repository.armoredKey(), box.read(KEY));
      assertTrue(box.exists(SOURCES));
    }
  }
}
