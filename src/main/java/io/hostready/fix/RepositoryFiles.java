package io.hostready.fix;

import io.hostready.change.UnreadableStateException;
import io.hostready.change.plan.PlanBuilder;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The files of a package manager's repositories, in which older entries of one are disabled. */
record RepositoryFiles(PlanBuilder builder, String directory) {

  /** The paths of the files with certain names; throws if the directory cannot be listed. */
  List<String> paths(Predicate<String> hasName) {
    return switch (builder.host().list(directory)) {
      case Present(var names, _) ->
          names.stream().filter(hasName).map(each -> directory + "/" + each).toList();
      case Absent(_) -> List.of();
      case Unreadable(_, var why) ->
          throw new UnreadableStateException(
              directory
                  + " cannot be listed: "
                  + why
                  + ". Older entries of the repository may be in it.");
    };
  }

  /** The text of a file; empty if it does not exist. */
  Optional<String> text(String file) {
    return switch (builder.host().text(file)) {
      case Present(var text, _) -> Optional.of(text);
      case Absent(_) -> Optional.empty();
      case Unreadable(_, var why) ->
          throw new UnreadableStateException(
              file + " cannot be read: " + why + ". It may name the same repository.");
    };
  }

  /** Plans to write a file without a repository, if it has it. */
  void disable(String file, UnaryOperator<String> without) {
    if (text(file).filter(text -> !without.apply(text).equals(text)).isPresent()) {
      String whole = EditableText.text(builder, file).orElse("");
      builder.write(file, without.apply(whole), 0644);
    }
  }
}
