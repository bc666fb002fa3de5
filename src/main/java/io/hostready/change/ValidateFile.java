package io.hostready.change;

import io.hostready.host.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs a program that validates the new content of a file before it is installed. If the program is
 * not installed, the run continues with a note.
 *
 * @param path the file with that content
 * @param argv the program; its last argument is a temporary file with the content
 */
public record ValidateFile(String path, Bytes content, List<String> argv) implements Change {

  public ValidateFile {
    Paths.check(path);
    argv = List.copyOf(argv);
  }

  @Override
  public ChangeSummary summary() {
    return ChangeSummary.check("the new " + path + " with " + argv.getFirst());
  }

  @Override
  public List<String> details() {
    return List.of();
  }

  @Override
  public List<String> preview() {
    return List.of(
        "$ " + ProgramCall.of(with("FILE")).line(),
        "  FILE has the new content of "
            + path
            + "; skipped if "
            + argv.getFirst()
            + " is missing");
  }

  public List<String> with(String file) {
    List<String> words = new ArrayList<>(argv);
    words.add(file);
    return words;
  }

  @Override
  public boolean changesHost() {
    return false;
  }

  @Override
  public Optional<String> undoDescription() {
    return Optional.empty();
  }
}
