package io.hostready.docker;

import io.hostready.docker.KnownMessage.Explanation;
import io.hostready.docker.KnownMessage.Kind;
import io.hostready.facts.LogLine;
import io.hostready.facts.LogMessage;
import io.hostready.facts.LogMessage.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The last start of a service, by its log: the error that ended it, or the step that it has not
 * finished. An error before a later start that succeeded is ignored. Source: moby's {@code
 * daemon/command/daemon.go}, containerd's {@code cmd/containerd/command/main.go}, systemd's {@code
 * src/core/job.c} and {@code src/core/unit.c}.
 *
 * @param error the line of the log that ended the start; empty if the start did not fail
 * @param explanation what a known error means
 * @param step the message of a step that has started and not ended, of a start that neither failed
 *     nor succeeded
 */
public record LastStart(
    Optional<String> error, Optional<Explanation> explanation, Optional<String> step) {

  /** Longer lines are cut. */
  private static final int LONGEST = 400;

  /** Lines that a daemon prints after its error, such as the rest of what iptables printed. */
  private static final int MOST_CONTINUATIONS = 3;

  /** "Main process exited", or "main process exited" of older versions of systemd. */
  private static final String EXIT = "rocess exited";

  private static final int MOST_MESSAGES = 100;

  private static final String LOADING = "Loading containers: start.";
  private static final String LOADED = "Loading containers: done.";

  /** The last start by the lines of a log, the oldest first. */
  public static LastStart of(LoggedService service, List<LogLine> lines) {
    Reader reader = new Reader(service);
    lines.forEach(reader::add);
    return reader.result();
  }

  /**
   * The errors and warnings of a service since its last start, the oldest first, without those of
   * systemd.
   */
  public static List<String> messagesSince(LoggedService service, List<LogLine> lines) {
    List<String> messages = new ArrayList<>();
    for (LogLine line : lines) {
      LogMessage message = LogMessage.parse(line.message());
      if (isBeginning(service, message.text())) {
        messages.clear();
      } else if (!LoggedService.isSystemd(line)
          && (message.level() == Level.ERROR || message.level() == Level.WARNING)) {
        messages.add(message.text());
      }
    }
    return messages;
  }

  /** Whether a line can change the result: messages of a daemon that are not errors do not. */
  static boolean isUseful(LoggedService service, LogLine line) {
    LogMessage message = LogMessage.parse(line.message());
    return LoggedService.isSystemd(line)
        || message.level() != Level.INFO
        || isBeginning(service, message.text())
        || isStep(message.text())
        || isSuccess(service, message.text());
  }

  private static boolean isBeginning(LoggedService service, String text) {
    return switch (service) {
      case DOCKER -> text.equals("Starting up");
      case CONTAINERD -> text.equals("starting containerd");
    };
  }

  /** Begin or end of a step of dockerd that can take long. Source: moby's daemon/daemon.go. */
  private static boolean isStep(String text) {
    return text.equals(LOADING) || text.equals(LOADED);
  }

  private static boolean isSuccess(LoggedService service, String text) {
    return switch (service) {
      case DOCKER ->
          text.startsWith("API listen on ") || text.equals("Daemon has completed initialization");
      case CONTAINERD -> text.startsWith("containerd successfully booted");
    };
  }

  /** What is known of one start. */
  private static final class Attempt {

    /** The daemon's own error, with the lines that follow it. */
    private String fatal = "";

    private int continuations;

    /** Whether the daemon printed its usage or a stack trace, which is the end of its error. */
    private boolean isComplete;

    /** A line without a known beginning, if there is no such error. */
    private String plain = "";

    /** What systemd reports about the start: a cause, or only that it failed. */
    private String cause = "";

    private String failure = "";

    /** The step that has started and not ended. */
    private String step = "";

    private final List<String> messages = new ArrayList<>();

    boolean hasFailed() {
      return !(fatal + plain + cause + failure).isEmpty();
    }

    /**
     * The line with the best reason: the daemon's own one, systemd's, or that the program ended or
     * did not become ready. A start that systemd refuses, such as one after too many others, has
     * none.
     */
    Optional<String> reason() {
      boolean isEnd = failure.contains(EXIT) || failure.contains("time");
      return Stream.of(fatal, plain, cause, isEnd ? failure : "")
          .filter(line -> !line.isEmpty())
          .findFirst();
    }
  }

  private static final class Reader {

    private final LoggedService service;
    private Attempt earlier = new Attempt();
    private Attempt attempt = new Attempt();
    private boolean isRunning;

    Reader(LoggedService service) {
      this.service = service;
    }

    void add(LogLine line) {
      if (LoggedService.isSystemd(line)) {
        bySystemd(line.message());
      } else {
        byDaemon(LogMessage.parse(line.message()));
      }
    }

    private void bySystemd(String message) {
      if (message.startsWith("Starting ")) {
        next();
      } else if (message.startsWith("Started ")) {
        succeed();
      } else if (message.startsWith("Listening on ")) {
        if (attempt.cause.contains("socket")) {
          attempt.cause = "";
        }
      } else {
        Optional<Explanation> known = MessageTable.STARTUP.explain(message);
        if (known.isPresent() && known.get().kind() == Kind.ERROR) {
          isRunning = false;
          // The exit code has less detail than the line before it.
          boolean isExit = message.contains(EXIT);
          attempt.cause = isExit && !attempt.cause.isEmpty() ? attempt.cause : message;
        } else if (known.isPresent() && known.get().kind() == Kind.GENERAL) {
          isRunning = false;
          attempt.failure = attempt.failure.isEmpty() ? message : attempt.failure;
        }
      }
    }

    private void byDaemon(LogMessage message) {
      String text = message.text();
      if (isBeginning(service, text)) {
        next();
      } else if (isStep(text)) {
        attempt.step = text.equals(LOADING) ? text : "";
      } else if (isSuccess(service, text)) {
        succeed();
      } else if (message.level() == Level.FATAL || isFatal(message)) {
        isRunning = false;
        attempt.fatal = text;
        attempt.continuations = 0;
        attempt.isComplete = false;
      } else if (message.level() == Level.PLAIN) {
        plain(text);
      } else if (message.level() != Level.INFO) {
        attempt.messages.add(text);
        if (attempt.messages.size() > MOST_MESSAGES) {
          attempt.messages.removeFirst();
        }
      }
    }

    /** The last line of a daemon that could not start, or the first one of a crash. */
    private static boolean isFatal(LogMessage message) {
      String text = message.text();
      return message.level() == Level.PLAIN
          && (text.startsWith("failed to ")
              || text.startsWith("unable to configure the Docker daemon")
              || text.startsWith("Error starting daemon: ")
              || text.startsWith("Status: ")
              || text.startsWith("containerd: ")
              || text.startsWith("panic: ")
              || text.startsWith("fatal error: "));
    }

    private void plain(String text) {
      if (text.isEmpty() || isRunning || attempt.isComplete) {
        return;
      }
      if (text.startsWith("See 'docker")
          || text.startsWith("Usage:")
          || text.startsWith("goroutine ")
          || text.startsWith("[signal ")) {
        attempt.isComplete = attempt.hasFailed();
      } else if (!attempt.fatal.isEmpty()) {
        if (attempt.continuations < MOST_CONTINUATIONS) {
          attempt.continuations++;
          attempt.fatal += " " + text;
        }
      } else if (MessageTable.STARTUP
          .explain(text)
          .filter(k -> k.kind() == Kind.ERROR)
          .isPresent()) {
        attempt.fatal = text;
      } else {
        attempt.plain = text;
      }
    }

    private void next() {
      if (attempt.hasFailed()) {
        earlier = attempt;
      }
      attempt = new Attempt();
      isRunning = false;
    }

    private void succeed() {
      earlier = new Attempt();
      List<String> messages = attempt.messages;
      attempt = new Attempt();
      attempt.messages.addAll(messages);
      isRunning = true;
    }

    LastStart result() {
      for (Attempt each : List.of(attempt, earlier)) {
        Optional<String> error = each.reason();
        if (error.isPresent()) {
          return failed(error.get(), each.messages);
        }
      }
      String failure = attempt.failure.isEmpty() ? earlier.failure : attempt.failure;
      return failure.isEmpty()
          ? new LastStart(
              Optional.empty(),
              Optional.empty(),
              Optional.of(attempt.step).filter(step -> !step.isEmpty()))
          : failed(failure, attempt.messages);
    }

    /** A general error is explained by the last known message before it; an unknown one is not. */
    private LastStart failed(String error, List<String> messages) {
      Optional<Explanation> own = MessageTable.STARTUP.explain(error);
      Optional<Explanation> before =
          messages.reversed().stream()
              .flatMap(message -> MessageTable.STARTUP.explain(message).stream())
              .filter(known -> known.kind() == Kind.ERROR)
              .findFirst();
      Optional<Explanation> best =
          own.isEmpty() || own.get().kind() == Kind.ERROR ? own : before.or(() -> own);
      String line = error.length() > LONGEST ? error.substring(0, LONGEST) + "..." : error;
      return new LastStart(Optional.of(line), best, Optional.empty());
    }
  }
}
