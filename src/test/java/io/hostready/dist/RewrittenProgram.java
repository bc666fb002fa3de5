package io.hostready.dist;

import io.hostready.testbed.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A small program, run as javac made it, rewritten by one of the sources of scripts/lib, and run
 * again with every class verified.
 */
record RewrittenProgram(Path classes, Ran before, Ran rewriting, Ran after) {

  /** The program's main class is {@code Subject}; the folder is empty. */
  static RewrittenProgram by(String rewriter, String program, Path scratch) throws IOException {
    Path source = Files.writeString(scratch.resolve("Subject.java"), program);
    Path classes = Files.createDirectory(scratch.resolve("classes"));
    run(scratch, "javac", "-d", classes.toString(), source.toString()).succeeds();
    Ran before = run(scratch, "java", "-cp", classes.toString(), "Subject").succeeds();
    Ran rewriting =
        run(scratch, "java", Bundle.PROJECT.resolve(rewriter).toString(), classes.toString())
            .succeeds();
    Ran after = run(scratch, "java", "-Xverify:all", "-cp", classes.toString(), "Subject");
    return new RewrittenProgram(classes, before, rewriting, after);
  }

  /** What javap says of some of its classes: their private parts and their code too. */
  String listing(String... names) {
    return listing(List.of("-c", "-p"), names);
  }

  /** With what is said about each class too. */
  String listingInFull(String... names) {
    return listing(List.of("-v", "-p"), names);
  }

  private String listing(List<String> options, String... names) {
    List<String> argv = new ArrayList<>(options);
    argv.addAll(List.of("-cp", classes.toString()));
    argv.addAll(List.of(names));
    return run(classes, "javap", argv.toArray(String[]::new)).succeeds().out();
  }

  /** The names of its classes, sorted. */
  List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(classes)) {
      return files
          .map(file -> file.getFileName().toString().replaceFirst("[.]class$", ""))
          .sorted()
          .toList();
    }
  }

  private static Ran run(Path folder, String tool, String... arguments) {
    List<String> argv = new ArrayList<>();
    argv.add(System.getProperty("java.home") + "/bin/" + tool);
    argv.addAll(Arrays.asList(arguments));
    return Bundle.run(folder, Map.of(), argv.toArray(String[]::new));
  }
}
