package io.hostready.fix;

import io.hostready.change.FileState;
import io.hostready.change.PlanningException;
import io.hostready.change.plan.PlanBuilder;
import java.util.Optional;

/** Text files that fixes edit. */
final class EditableText {

  private EditableText() {}

  /**
   * The text of a file as planned so far; empty if it does not exist. Throws PlanningException for
   * a link or another special file, and for bytes that are not valid text.
   */
  static Optional<String> text(PlanBuilder builder, String path) {
    return switch (builder.state(path)) {
      case FileState.Missing _ -> Optional.empty();
      case FileState.Regular regular ->
          Optional.of(
              regular
                  .content()
                  .text()
                  .orElseThrow(() -> new PlanningException(path + " is not UTF-8 text.")));
      case FileState.Directory directory -> throw notAFile(path, directory);
      case FileState.Other other -> throw notAFile(path, other);
    };
  }

  private static PlanningException notAFile(String path, FileState found) {
    return new PlanningException(path + " is " + found.description() + ", not a regular file.");
  }
}
