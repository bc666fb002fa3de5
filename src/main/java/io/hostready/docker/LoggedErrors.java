package io.hostready.docker;

import io.hostready.docker.KnownMessage.Explanation;
import io.hostready.docker.KnownMessage.Kind;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The known errors in a log, each cause once, errors before notices, and otherwise the latest
 * first; at most five causes.
 */
public record LoggedErrors(List<Match> matches) {

  /** Longer messages are cut. */
  private static final int LONGEST = 300;

  private static final int MOST_CAUSES = 5;

  /** A known cause, the last message that has it, and the number of such messages. */
  public record Match(Explanation explanation, String message, int count) {

    /** Whether the message is never harmless. */
    public boolean isError() {
      return explanation.kind() == Kind.ERROR;
    }
  }

  public LoggedErrors {
    matches = List.copyOf(matches);
  }

  /** The known errors in the messages of a log, the oldest first. */
  public static LoggedErrors of(MessageTable table, List<String> messages) {
    Map<String, Match> byCause = new LinkedHashMap<>();
    for (String message : messages) {
      table
          .explain(message)
          .filter(known -> known.kind() == Kind.ERROR || known.kind() == Kind.NOTICE)
          .ifPresent(
              known -> {
                Match before = byCause.remove(known.cause());
                int count = before == null ? 1 : before.count() + 1;
                byCause.put(known.cause(), new Match(known, shortened(message), count));
              });
    }
    return new LoggedErrors(
        List.copyOf(byCause.values()).reversed().stream()
            .sorted(Comparator.comparing((Match match) -> !match.isError()))
            .limit(MOST_CAUSES)
            .toList());
  }

  private static String shortened(String message) {
    return message.length() > LONGEST ? message.substring(0, LONGEST) + "..." : message;
  }
}
