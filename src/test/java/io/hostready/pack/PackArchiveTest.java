package io.hostready.pack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.cli.Project;
import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import io.hostready.text.VersionNumber;
import io.hostready.yaml.EditorView;
import io.hostready.yaml.InvalidInputException;
import io.hostready.yaml.Problems;
import io.hostready.yaml.YamlNode;
import io.hostready.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackArchiveTest {

  private static final VersionNumber RUNNING = VersionNumber.parse("0.2.0");

  private static final EditorView MANIFESTS = new EditorView(PackManifest.schema());

  private static final String MANIFEST =
      "name: mine\nversion: 1.0.0\ntitle: Mine\nneeds-hostready: 0.1.0\n";

  private static FakeHost directory() {
    return FakeHost.empty()
        .file("/d/manifest.yaml", MANIFEST)
        .file("/d/rules/a/b.yaml", "id: b\n")
        .file("/d/tests/b.hosts", "== ready\n-- /x\n\\-- y\n\n== not-ready\n")
        .file("/d/tests/b/ready-2.host.gz", new byte[] {0x1f, (byte) 0x8b, 0, -1});
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String refusal(String text) {
    return refusal(() -> PackArchive.open("p", bytes(text), RUNNING));
  }

  private static String refusal(org.junit.jupiter.api.function.Executable work) {
    return assertThrows(InvalidInputException.class, work).problems().stream()
        .map(Object::toString)
        .reduce("", (all, each) -> all.isEmpty() ? each : all + "\n" + each);
  }

  @Test
  void archiveHasTheBytesOfTheFilesAndIsTheSameEachTime() {
    byte[] text = PackDirectory.archive(directory().host(), "/d", "d");
    assertArrayEquals(text, PackDirectory.archive(directory().host(), "/d", "d"));
    PackArchive archive = PackArchive.open("p", text, RUNNING);
    assertEquals("mine", archive.manifest().name());
    for (String file : List.of("rules/a/b.yaml", "tests/b.hosts", "tests/b/ready-2.host.gz")) {
      assertArrayEquals(
          directory().host().bytes("/d/" + file).toOptional().orElseThrow(),
          archive.files().bytes("/" + file).toOptional().orElseThrow(),
          file);
    }
  }

  @Test
  void linksAndMissingFilesAreNotPacked() {
    String link =
        refusal(
            () ->
                PackDirectory.archive(
                    directory().link("/d/rules/a/c.yaml", "b.yaml").host(), "/d", "d"));
    assertEquals("d/rules/a/c.yaml: is a link: use a regular file", link);
    String missing =
        refusal(() -> PackDirectory.archive(FakeHost.empty().directory("/d").host(), "/d", "d"));
    assertEquals("d/manifest.yaml: not found\nd/rules: not found\nd/tests: not found", missing);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "-- /manifest.yaml -> /etc/shadow | '/manifest.yaml' is not a regular file with content",
        "-- /rules/a/../../x | invalid path '/rules/a/../../x'",
        "-- rules/a | expected '-- /PATH'",
        "-- /rules/a/b.yaml 4755 root root | '/rules/a/b.yaml' is not a regular file",
        "-- /rules/a fifo | '/rules/a' is not a regular file with content",
        "-- /rules/a denied | '/rules/a' is not a regular file with content",
        "$ id | an archive has only comments and files",
        "== s | an archive has only comments and files",
        "parameter: a=b | an archive has only comments and files",
        "capture: 2 | p: invalid pack archive: ",
        "-- /a%-- /a | duplicate path '/a'",
        "-- /a%-- /a/b | '/a/b' is below '/a', which is not a directory",
      })
  void anythingButFilesIsRefused(String lines, String why) {
    String said = refusal(lines.replace('%', '\n') + "\n");
    assertTrue(said.startsWith("p: invalid pack archive: ") && said.contains(why), said);
  }

  @Test
  void otherFilesAreRefused() {
    assertEquals(
        "p: 'etc' is in it: a pack archive has manifest.yaml, rules and tests",
        refusal("-- /manifest.yaml\n" + MANIFEST + "-- /etc/cron.d/x\n"));
  }

  @Test
  void archiveForANewerHostreadyIsRefusedWithItsVersionAlone() {
    assertEquals(
        "p: needs hostready 0.3.0 or later: this is hostready 0.2.0. Install the newer version, or"
            + " use an older pack archive.",
        refusal(
            "-- /manifest.yaml\n"
                + "name: mine\n"
                + "needs-hostready: 0.3.0\n"
                + "new-key: of a later version\n"));
  }

  /** The schema for editors and the reader agree; a build writes the maker's file as it is. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "true  | name: mine;version: 1.0.0;title: Mine;needs-hostready: 0.1.0",
        "true  | name: a-1;version: 1.0;title: '2';needs-hostready: 1",
        "true  | name: a;version: 2026.12.2-rc.1;title: T;needs-hostready: '0.1'",
        "false | name: My Pack;version: 1.0;title: T;needs-hostready: 1",
        "false | name: a;version: one;title: T;needs-hostready: 1",
        "false | name: a;version: 1.0;title: T",
        "false | name: a;version: 1.0;title: T;needs-hostready: 0.1.0;licence: MIT",
        "false | name: a;version: 1.0;title: '';needs-hostready: 0.1.0",
      })
  void schemaOfTheManifestAgreesWithTheReader(boolean isValid, String lines) {
    String text = lines.strip().replace(';', '\n') + "\n";
    Host files = FakeHost.with("/manifest.yaml", text).host();
    Problems none = new Problems();
    YamlNode node = YamlReader.read("m", bytes(text), none).orElseThrow();
    assertEquals(
        isValid, MANIFESTS.complaints(node).isEmpty(), MANIFESTS.complaints(node)::toString);
    if (isValid) {
      PackManifest.read(files, "", "p", VersionNumber.parse("2"));
    } else {
      refusal(() -> PackManifest.read(files, "", "p", VersionNumber.parse("2")));
    }
  }

  @Test
  void manifestOfTheExampleIsAsTheSchemaSays() throws Exception {
    Path example = Project.DIRECTORY.resolve("src/main/dist/examples/gitlab-runner/manifest.yaml");
    byte[] text = Files.readAllBytes(example);
    YamlNode node = YamlReader.read("m", text, new Problems()).orElseThrow();
    assertEquals(List.of(), MANIFESTS.complaints(node));
  }

  @Test
  void invalidManifestIsReportedWithAllErrors() {
    String said = refusal("-- /manifest.yaml\nname: My Pack\nversion: one\n");
    for (String part :
        List.of("2:10: invalid version", "1:7: invalid name", "'title'", "'needs-hostready'")) {
      assertTrue(said.contains(part), said);
    }
  }
}
