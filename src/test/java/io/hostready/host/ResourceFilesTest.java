package io.hostready.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResourceFilesTest {

  private static final List<String> ENTRIES =
      List.of("a/data/packs/one.yaml", "a/data/top.yaml", "a/data/topic/two.yaml", "a/database");

  @TempDir Path scratch;

  private static FileStatus.Type type(ResourceFiles files, String path) {
    return files.status(path, true).toOptional().orElseThrow().type();
  }

  private static void assertHasAll(ResourceFiles files) {
    assertEquals(
        new Present<>(List.of("packs", "top.yaml", "topic"), "/a/data"), files.list("/a/data"));
    assertEquals(new Present<>(List.of("two.yaml"), "/a/data/topic"), files.list("/a/data/topic"));
    assertEquals(new Absent<>("/a/data/top"), files.list("/a/data/top"));
    assertEquals(FileStatus.Type.DIRECTORY, type(files, "/a/data/packs"));
    assertEquals(FileStatus.Type.FILE, type(files, "/a/data/packs/one.yaml"));
    assertEquals(new Absent<>("/a/data/pack"), files.status("/a/data/pack", true));
    assertEquals(new Absent<>("/a/database"), files.read("/a/database"));
    byte[] content = files.read("/a/data/topic/two.yaml").toOptional().orElseThrow();
    assertEquals("a/data/topic/two.yaml", new String(content, StandardCharsets.UTF_8));
  }

  @Test
  void filesOfADirectory() throws IOException {
    for (String entry : ENTRIES) {
      Path file = scratch.resolve(entry);
      Files.createDirectories(file.getParent());
      Files.writeString(file, entry);
    }
    URI known = scratch.resolve("a/data/packs/one.yaml").toUri();
    assertHasAll(ResourceFiles.below("/a/data", "packs/one.yaml", known));
  }

  @Test
  void filesOfAJarThatNamesNoDirectories() throws IOException {
    Path jar = scratch.resolve("with blank.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String entry : ENTRIES) {
        zip.putNextEntry(new ZipEntry(entry));
        zip.write(entry.getBytes(StandardCharsets.UTF_8));
      }
    }
    URI known = URI.create("jar:" + jar.toUri() + "!/a/data/packs/one.yaml");
    assertHasAll(ResourceFiles.below("/a/data", "packs/one.yaml", known));
  }

  /** Modules have no resources but classes in the JDK; these are files like others there. */
  @Test
  void filesOfAModule() {
    URI known = URI.create("jrt:/java.base/java/lang/ref/SoftReference.class");
    ResourceFiles files = ResourceFiles.below("/java/lang", "ref/SoftReference.class", known);
    assertEquals(FileStatus.Type.FILE, type(files, "/java/lang/String.class"));
    assertEquals(FileStatus.Type.DIRECTORY, type(files, "/java/lang/invoke"));
  }

  @Test
  void aKnownFileThatIsNotThereIsNamed() {
    assertEquals(
        "/io/hostready/none/a.yaml",
        assertThrows(
                NullPointerException.class,
                () -> ResourceFiles.below("/io/hostready/none", "a.yaml"))
            .getMessage());
  }
}
