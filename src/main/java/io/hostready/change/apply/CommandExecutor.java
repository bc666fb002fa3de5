package io.hostready.change.apply;

import io.hostready.change.ChangeFailedException;
import io.hostready.change.Paths;
import io.hostready.change.ProgramCall;
import io.hostready.change.RequireRelease;
import io.hostready.change.Reversal;
import io.hostready.change.RunCommand;
import io.hostready.change.ValidateFile;
import io.hostready.host.CommandOutcome;
import io.hostready.host.DurableFiles;
import io.hostready.host.WriteFailedException;
import java.util.Map;
import java.util.Optional;

/**
 * Applies the changes that modify no file or setting: checks that must pass before a run continues;
 * programs.
 */
record CommandExecutor(RunContext context) {

  private static final String NO_WAY_BACK = "nothing was changed";

  PreparedChange find(RequireRelease change) {
    return new PreparedChange(
        new Reversal.None(NO_WAY_BACK),
        () -> {
          try {
            context.fetched(
                change.manager(),
                change.file(),
                "fetched-release",
                RequireRelease.MOST_BYTES,
                path -> path);
          } catch (ChangeFailedException failed) {
            throw notFound(change, failed);
          }
          return Optional.empty();
        });
  }

  private static ChangeFailedException notFound(
      RequireRelease change, ChangeFailedException failed) {
    // apt's methods: the HTTP status line; "File not found" of file: and copy:. curl: 404, file:.
    boolean isMissing =
        failed.why().matches("(?s).*(\\b404\\b|\\b410\\b|File not found|Couldn't open file).*");
    return isMissing
        ? new ChangeFailedException(
            change.uri()
                + " has no packages for '"
                + change.suite()
                + "' (there is no "
                + change.file().substring(change.uri().length() + 1)
                + "). Packages of another release are not taken instead. "
                + change.otherwise(),
            failed)
        : failed;
  }

  PreparedChange check(ValidateFile change) {
    return new PreparedChange(new Reversal.None(NO_WAY_BACK), () -> judged(change));
  }

  private Optional<String> judged(ValidateFile change)
      throws ChangeFailedException, WriteFailedException {
    DurableFiles files = context.machine().files();
    String draft = context.journal().directory() + "/draft-" + Paths.name(change.path());
    files.write(draft, DurableFiles.file(change.content(), files.newAccess(0600), Map.of()), false);
    try {
      ProgramCall command = ProgramCall.of(change.with(files.located(draft)));
      return switch (context.outcome(command)) {
        case CommandOutcome.Ended(int exit, _, _) when exit == 0 -> Optional.empty();
        case CommandOutcome.Ended(_, String out, _) ->
            throw new ChangeFailedException(
                change.argv().getFirst()
                    + " would not take the new "
                    + change.path()
                    + ": "
                    + RunContext.errorLines(out)
                    + " It was not written.");
        case CommandOutcome.NotFound(String program) ->
            Optional.of(
                program + " is not installed, so that " + change.path() + " was not validated");
        case CommandOutcome.NotRun(String why) -> throw new ChangeFailedException(why + ".");
      };
    } finally {
      files.remove(draft);
    }
  }

  PreparedChange run(RunCommand change) {
    return switch (change.when()) {
      case UNDO ->
          new PreparedChange(
              new Reversal.RunProgram(change.command(), change.purpose()), Optional::empty);
      case APPLY ->
          new PreparedChange(
              new Reversal.None("a command that ran cannot be reverted"),
              () -> {
                context.run(change.command());
                return Optional.empty();
              });
    };
  }
}
