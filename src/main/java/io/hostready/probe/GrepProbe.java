package io.hostready.probe;

import io.hostready.facts.MatchingPaths;
import io.hostready.host.Host;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Searches a line in several files. */
record GrepProbe(List<String> paths, Pattern pattern, String label) implements Probe {

  GrepProbe {
    paths = List.copyOf(paths);
  }

  static final ProbeKind KIND =
      new ProbeKind(
          "grep",
          "a line in one or more text files (a regular expression)",
          MapSchema.of(
              MapSchema.required(
                  "paths",
                  ValueSchema.oneOrMore(ValueSchema.path()),
                  "the files; * and ? are wildcards. Files that do not exist count as empty"),
              MapSchema.required(
                  "matches",
                  ValueSchema.regularExpression(),
                  "a regular expression for one line; in each file the first line that it matches"
                      + " counts"),
              MapSchema.optional("label", ValueSchema.text(), "a name for the line in reports")),
          List.of(
              Facet.text(
                      "value",
                      "the first group of the expression, else the match; in the last file that"
                          + " has one")
                  .said("{subject}: {}"),
              Facet.words("files", "the files that have a matching line")
                  .said("files with {subject}: {}")),
          true,
          "the files, in the order given and by name (glob(7))",
          """
          grep:
            paths: [/etc/apt/apt.conf, /etc/apt/apt.conf.d/*]
            matches: '^\\s*Acquire::https?::Proxy\\s'
            label: proxy setting
            expect: {present: true}
          """,
          arguments -> {
            Pattern pattern = arguments.get("matches", Pattern.class);
            String label = arguments.findText("label").orElse("a line matching /" + pattern + "/");
            return new GrepProbe(arguments.texts("paths"), pattern, label);
          });

  @Override
  public String subject() {
    return label + " in " + String.join(", ", paths);
  }

  @Override
  public String presence() {
    return label + " found in " + String.join(", ", paths);
  }

  @Override
  public String absence() {
    return label + " not found in " + String.join(", ", paths);
  }

  @Override
  public List<String> commands() {
    return List.of(ShellCommand.grep(pattern, paths));
  }

  @Override
  public Observation observe(Host host) {
    List<String> files = new ArrayList<>();
    List<Evidence> evidence = new ArrayList<>();
    Optional<Observation.Unreadable> unread = Optional.empty();
    String value = "";
    for (String path : paths) {
      switch (MatchingPaths.of(host, path)) {
        case Present(var found, _) -> {
          for (String file : found) {
            LineSearch search = search(host, file);
            if (search instanceof LineSearch.Match(String matched, int line)) {
              value = matched;
              files.add(file);
              evidence.add(Evidence.of(file, line, label, matched));
            } else if (search instanceof LineSearch.GaveUp(String why)) {
              unread = Optional.of(new Observation.Unreadable(file, why));
            }
          }
        }
        case Absent(_) -> {}
        case Unreadable(var where, var why) ->
            unread = Optional.of(new Observation.Unreadable(where, why));
      }
    }
    if (files.isEmpty()) {
      String where = String.join(", ", paths);
      return unread
          .<Observation>map(seen -> seen)
          .orElseGet(() -> Observation.absent(where, label));
    }
    return new Facets().text("value", value).words("files", files).found(evidence);
  }

  private LineSearch search(Host host, String file) {
    return switch (host.text(file)) {
      case Present(var content, _) -> LineSearch.first(pattern, content);
      case Absent(_) -> new LineSearch.NoMatch();
      // A directory can match the pattern, too, and is skipped.
      case Unreadable(_, var why) when why.startsWith("it is a directory") ->
          new LineSearch.NoMatch();
      case Unreadable(_, var why) -> new LineSearch.GaveUp(why);
    };
  }
}
