package io.hostready.change;

import io.hostready.host.CannotWrite;
import io.hostready.host.CommandOutcome;
import io.hostready.host.DurableFiles;
import java.util.Map;
import java.util.Optional;

/** Makes the changes that change nothing: looks without which a run does not go on; programs. */
record LookActs(Site site) {

  private static final String NO_WAY_BACK = "nothing was changed";

  Prepared find(FindRelease change) {
    return new Prepared(
        new Reversal.None(NO_WAY_BACK),
        () -> {
          try {
            site.fetched(change.file(), "fetched-release", FindRelease.MOST_BYTES, path -> path);
          } catch (ChangeFailed failed) {
            throw notFound(change, failed);
          }
          return Optional.empty();
        });
  }

  private static ChangeFailed notFound(FindRelease change, ChangeFailed failed) {
    // apt's methods: an HTTP answer as it came; "File not found" of file: and copy:.
    boolean isMissing = failed.why().matches("(?s).*(\\b404\\b|\\b410\\b|File not found).*");
    return isMissing
        ? new ChangeFailed(
            change.uri()
                + " has no packages for '"
                + change.suite()
                + "' (there is no dists/"
                + change.suite()
                + "/Release). Packages of another release are not taken instead. "
                + change.otherwise(),
            failed)
        : failed;
  }

  Prepared check(CheckFile change) {
    return new Prepared(new Reversal.None(NO_WAY_BACK), () -> judged(change));
  }

  private Optional<String> judged(CheckFile change) throws ChangeFailed, CannotWrite {
    DurableFiles files = site.machine().files();
    String draft = site.journal().folder() + "/draft-" + Paths.name(change.path());
    files.write(draft, DurableFiles.file(change.content(), files.newAccess(0600), Map.of()), false);
    try {
      Command command = Command.of(change.with(files.located(draft)));
      return switch (site.outcome(command)) {
        case CommandOutcome.Ended(int exit, _, _) when exit == 0 -> Optional.empty();
        case CommandOutcome.Ended(_, String out, _) ->
            throw new ChangeFailed(
                change.argv().getFirst()
                    + " would not take the new "
                    + change.path()
                    + ": "
                    + Site.essence(out)
                    + " It was not written.");
        case CommandOutcome.NotFound(String program) ->
            Optional.of(program + " is not installed, so that nobody judged " + change.path());
        case CommandOutcome.NotRun(String why) -> throw new ChangeFailed(why + ".");
      };
    } finally {
      files.remove(draft);
    }
  }

  Prepared run(RunCommand change) {
    return switch (change.when()) {
      case UNDO ->
          new Prepared(
              new Reversal.RunProgram(change.command(), change.purpose()), Optional::empty);
      case APPLY ->
          new Prepared(
              new Reversal.None("a program that ran is not taken back"),
              () -> {
                site.run(change.command());
                return Optional.empty();
              });
    };
  }
}
