package io.hostready.probe;

import io.hostready.host.Host;
import io.hostready.text.ShellAssignments;
import io.hostready.text.ShellAssignments.Assignment;
import io.hostready.text.ShellAssignments.Separator;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import io.hostready.yaml.Values;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads a line or a setting of a text file. */
record FileTextProbe(String path, Question question) implements Probe {

  /** A line that matches, or the value of a name. */
  sealed interface Question {

    String subject();

    String presence(String path);

    String absence(String path);
  }

  record Matches(Pattern pattern) implements Question {
    @Override
    public String subject() {
      return "a line matching /" + pattern.pattern() + "/";
    }

    @Override
    public String presence(String path) {
      return path + " has " + subject();
    }

    @Override
    public String absence(String path) {
      return path + " has no line matching /" + pattern.pattern() + "/";
    }
  }

  record Key(String name, Optional<Separator> separator) implements Question {
    @Override
    public String subject() {
      return name;
    }

    @Override
    public String presence(String path) {
      return name + " is set in " + path;
    }

    @Override
    public String absence(String path) {
      return name + " is not set in " + path;
    }
  }

  static final ProbeKind KIND =
      new ProbeKind(
          "file-text",
          "a line or a key's value in a text file",
          MapSchema.of(
              MapSchema.required("path", ValueSchema.path(), "the file"),
              MapSchema.optional(
                  "matches",
                  ValueSchema.regularExpression(),
                  "a regular expression for one line; the first line that it matches counts"),
              MapSchema.optional(
                  "key", ValueSchema.text(), "a key; its last value in the file counts"),
              MapSchema.optional(
                  "separator",
                  ValueSchema.word(Stream.of(Separator.values()).map(Separator::id).toList()),
                  "the separator of key and value; without it, the file is parsed as shell"
                      + " assignments (quotation marks, export, comments)")),
          List.of(
              Facet.text(
                      "value",
                      "the key's value, or the first group of the expression, else its match")
                  .said("{subject}: {}"),
              Facet.count("line", "the line number").said("{subject} is on line {}")),
          true,
          "the file; sh(1) for assignments",
          """
          file-text:
            path: /etc/default/ufw
            key: DEFAULT_FORWARD_POLICY
            expect: {value: ACCEPT}
          """,
          FileTextProbe::of);

  private static Probe of(Values arguments) {
    boolean hasKey = arguments.has("key");
    if (hasKey == arguments.has("matches")) {
      throw new IllegalArgumentException(
          "file-text takes either 'matches' or 'key': "
              + (hasKey ? "remove one of them" : "set one of them"));
    }
    Optional<Separator> separator =
        arguments
            .findText("separator")
            .flatMap(w -> Stream.of(Separator.values()).filter(s -> s.id().equals(w)).findAny());
    if (!hasKey && separator.isPresent()) {
      throw new IllegalArgumentException("'separator' is valid with 'key' only");
    }
    return new FileTextProbe(
        arguments.text("path"),
        hasKey
            ? new Key(arguments.text("key"), separator)
            : new Matches(arguments.get("matches", Pattern.class)));
  }

  @Override
  public String subject() {
    return question.subject() + " in " + path;
  }

  @Override
  public String presence() {
    return question.presence(path);
  }

  @Override
  public String absence() {
    return question.absence(path);
  }

  @Override
  public List<String> commands() {
    return switch (question) {
      case Matches(Pattern pattern) -> List.of(ShellCommand.grep(pattern, List.of(path)));
      case Key(String name, _) -> List.of(ShellCommand.grep(name, path));
    };
  }

  @Override
  public Observation observe(Host host) {
    return switch (question) {
      case Matches(Pattern pattern) ->
          Observation.of(host.text(path), text -> search(text, pattern));
      case Key(String name, Optional<Separator> separator) ->
          Observation.of(
              host.text(path)
                  .parse(
                      text ->
                          separator
                              .map(s -> ShellAssignments.ofLines(text, s))
                              .orElseGet(() -> ShellAssignments.ofShell(text))
                              .last(name)),
              assignment -> assignment.map(this::assigned).orElseGet(this::nothing));
    };
  }

  private Observation search(String text, Pattern pattern) {
    return switch (LineSearch.first(pattern, text)) {
      case LineSearch.Match(String value, int line) -> found(new Value.Text(value), value, line);
      case LineSearch.NoMatch() -> nothing();
      case LineSearch.GaveUp(String why) -> new Observation.Unreadable(path, why);
    };
  }

  private Observation assigned(Assignment assignment) {
    Value value =
        assignment.computed()
            ? new Value.Unreadable(
                path,
                "line "
                    + assignment.line()
                    + ": only a shell can expand '"
                    + assignment.value()
                    + "'")
            : new Value.Text(assignment.value());
    return found(value, assignment.value(), assignment.line());
  }

  private Observation found(Value value, String said, int line) {
    return new Facets()
        .value("value", value)
        .count("line", line)
        .found(Evidence.of(path, line, question.subject(), said));
  }

  private Observation nothing() {
    return new Observation.Absent(
        "the whole of " + path, List.of(Evidence.of(path, question.subject(), null)));
  }
}
