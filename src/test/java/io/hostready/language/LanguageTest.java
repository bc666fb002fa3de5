package io.hostready.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.cli.Documents;
import io.hostready.cli.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts of the project have none of the {@link ForbiddenWords}. */
class LanguageTest {

  private static final Path SOURCES = Project.DIRECTORY.resolve("src/main/java/io/hostready");

  private static final ForbiddenWords WORDS = ForbiddenWords.all();

  @Test
  void comments() throws IOException {
    assertPlain(SOURCES, ".java", JavaText::comments);
  }

  @Test
  void messages() throws IOException {
    assertPlain(SOURCES, ".java", source -> JavaText.strings(withoutQuoted(source)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "CONTRIBUTING.md", "CHANGELOG.md", "src/docs"})
  void pages(String name) throws IOException {
    assertPlain(Project.DIRECTORY.resolve(name), ".md", page -> Blanked.of(page, "`[^`\n]+`"));
  }

  @Test
  void rulesAndPacks() throws IOException {
    assertPlain(Project.DIRECTORY.resolve("rules"), ".yaml", UnaryOperator.identity());
  }

  @ParameterizedTest
  @ValueSource(strings = {"dist", "ansible", "resources", "c"})
  void otherFiles(String name) throws IOException {
    assertPlain(Project.DIRECTORY.resolve("src/main/" + name), "", UnaryOperator.identity());
  }

  /** Without scripts/testbed: a change there makes the trees and images of the tests again. */
  @Test
  void scripts() throws IOException {
    Path directory = Project.DIRECTORY.resolve("scripts");
    try (Stream<Path> all = Files.list(directory)) {
      for (Path each : all.filter(path -> !path.endsWith("testbed")).sorted().toList()) {
        assertPlain(each, "", UnaryOperator.identity());
      }
    }
  }

  @Test
  void helpOfEveryCommand() {
    String overview = help("--help");
    List<String> found = new ArrayList<>(found("hostready --help", overview));
    for (String command : commands(overview)) {
      String page = help(command, "--help");
      found.addAll(found("hostready " + command + " --help", page));
      for (String inner : page.contains("\nCommands") ? commands(page) : List.<String>of()) {
        found.addAll(
            found(
                "hostready " + command + " " + inner + " --help", help(command, inner, "--help")));
      }
    }
    assertEquals("", String.join("\n", found));
  }

  private static String help(String... arguments) {
    Project.ProgramRun run = Project.hostready(arguments);
    assertEquals(0, run.exitCode(), run.err());
    return run.out();
  }

  private static List<String> commands(String help) {
    List<String> names =
        Pattern.compile("(?m)^  ([a-z]+)  +[A-Z]")
            .matcher(help)
            .results()
            .map(match -> match.group(1))
            .toList();
    assertTrue(names.size() >= 7, help);
    return names;
  }

  @Test
  void generatedDocuments(@TempDir Path directory) throws IOException {
    Documents.main(new String[] {directory.toString(), "0"});
    assertPlain(directory, "", UnaryOperator.identity());
  }

  @Test
  void aPhraseIsFoundAcrossLinesAndOutsideOfCode() {
    String source =
        """
        /** The file lies
         * in the {@code folder} whoever made it. */
        String text = "a name "
            + "server"; // no mistake
        """;
    assertEquals(
        List.of("whoever", "mistake", "lies in"),
        WORDS.in(JavaText.comments(source)).stream().map(ForbiddenWords.Match::words).toList());
    assertEquals(
        List.of("name server"),
        WORDS.in(JavaText.strings(source)).stream().map(ForbiddenWords.Match::words).toList());
  }

  /** Words of other programs and formats, by the text around them. */
  private static final List<String> QUOTED =
      List.of(
          // the user 65534, in a rule's text and in a proof
          "switch to nobody (65534)",
          "= nobody ]",
          // the C library's text of EROFS
          "Read-only file system",
          // a key of the journal and of history-v1.schema.json
          "\"begun\",",
          // the shell function of the scripts
          "say() {",
          "say \"",
          "say '",
          "say \\\n");

  private static void assertPlain(Path root, String suffix, UnaryOperator<String> readable)
      throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> all = Files.walk(root)) {
      List<Path> files =
          all.filter(each -> each.toString().endsWith(suffix))
              // written by Python next to the sources
              .filter(each -> !each.toString().endsWith(".pyc"))
              .sorted()
              .toList();
      assertTrue(!files.isEmpty(), root + " has no " + suffix);
      for (Path file : files.stream().filter(Files::isRegularFile).toList()) {
        found.addAll(
            found(
                Project.DIRECTORY.relativize(file).toString(),
                readable.apply(Files.readString(file))));
      }
    }
    assertEquals("", String.join("\n", found));
  }

  private static List<String> found(String name, String text) {
    return WORDS.in(withoutQuoted(text)).stream()
        .map(
            match ->
                "%s:%d: '%s': use %s"
                    .formatted(
                        name,
                        text.substring(0, match.offset()).chars().filter(c -> c == '\n').count()
                            + 1,
                        match.words(),
                        match.instead()))
        .toList();
  }

  private static String withoutQuoted(String text) {
    String rest = text;
    for (String quoted : QUOTED) {
      rest = rest.replace(quoted, " ".repeat(quoted.length()));
    }
    return rest;
  }
}
