package io.hostready.probe;

import io.hostready.facts.Accounts;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.text.ShellWords;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import io.hostready.yaml.Values;
import java.util.Optional;

/** The user of a probe: %U and %h of a path or unit are that user's UID and home directory. */
record UserPaths(Optional<String> name) {

  static final UserPaths NOBODY = new UserPaths(Optional.empty());

  static final MapSchema.Key KEY =
      MapSchema.optional(
          "user",
          ValueSchema.matching("the name of a user", UserProbe.NAME),
          "a user: %U then stands for the number and %h for the home directory");

  /** A path that can start with a home directory. */
  static final ValueSchema<String> PATH =
      ValueSchema.matching(
          "a path that starts with '/' and has no '..'",
          "(?:%h)?/(?!(?:[^/]*/)*\\.\\.(?:/|$))[^\\x00]*");

  /**
   * The user of a probe whose path or unit is given by an argument.
   *
   * @throws IllegalArgumentException if the argument needs a user and none is given
   */
  static UserPaths of(Values arguments, String argument) {
    Optional<String> name = arguments.findText("user");
    String text = arguments.text(argument);
    if (name.isEmpty() && (text.contains("%h") || text.contains("%U"))) {
      throw new IllegalArgumentException(
          "missing key 'user' for "
              + (text.contains("%h") ? "%h" : "%U")
              + " in '"
              + argument
              + "'");
    }
    return new UserPaths(name);
  }

  /** The text for display: ~ada/bin for %h/bin. */
  String named(String text) {
    return name.map(user -> text.replace("%h", "~" + user).replace("%U", "{UID of " + user + "}"))
        .orElse(text);
  }

  /** The text for a shell, which fills in the home directory and the number. */
  String inShell(String text) {
    return name.filter(_ -> ShellWords.isPlain(text))
        .map(user -> text.replace("%h", "~" + user).replace("%U", "$(id -u " + user + ")"))
        .orElseGet(() -> ShellCommand.path(text));
  }

  /** The text for the user; Absent if the user does not exist, and so has no files. */
  Reading<String> fill(Host host, String text) {
    if (name.isEmpty()) {
      return new Present<>(text, text);
    }
    Reading<Accounts.User> found = Accounts.findUser(host, name.get());
    return found.flatMap(
        user ->
            text.contains("%h") && !isPath(user.home())
                ? new Unreadable<>(
                    found.place(), "the home directory of " + user.name() + " is no path")
                : new Present<>(
                    text.replace("%h", user.home()).replace("%U", Long.toString(user.uid())),
                    found.place()));
  }

  private static boolean isPath(String home) {
    return home.startsWith("/") && !(home + "/").contains("/../");
  }
}
