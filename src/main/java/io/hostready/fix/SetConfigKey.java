package io.hostready.fix;

import io.hostready.change.PlanningException;
import io.hostready.change.plan.PlanBuilder;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Sets a key in a configuration file, and leaves every other byte of the file unchanged. */
record SetConfigKey(
    String path, SettingsText.Style style, Optional<String> section, String key, String value)
    implements Fix {

  private static final ValueSchema<String> LINE =
      ValueSchema.matching("one line of text", Pattern.compile("[^\\x00-\\x1f]+"));

  static final FixKind KIND =
      new FixKind(
          "set-config-key",
          "sets a key in an existing configuration file; everything else stays as it is",
          MapSchema.of(
              MapSchema.required("path", ValueSchema.path(), "the file"),
              MapSchema.required(
                  "key",
                  ValueSchema.matching("a key's name", Pattern.compile("[A-Za-z0-9_./:@-]+")),
                  "the key; if it is set several times, the last one"),
              MapSchema.required("value", LINE, "the value, without quotation marks"),
              MapSchema.optional(
                  "style",
                  ValueSchema.word(
                      Arrays.stream(SettingsText.Style.values())
                          .map(SettingsText.Style::id)
                          .toList()),
                  "shell (the default) for KEY=value that a shell sources; ini for key = value"),
              MapSchema.optional("section", LINE, "ini: the section, without brackets")),
          "sh(1) for shell files such as /etc/default/ufw; systemd.syntax(7) for the like of ini",
          """
          set-config-key:
            path: /etc/default/ufw
            key: DEFAULT_FORWARD_POLICY
            value: ACCEPT
          """,
          arguments ->
              new SetConfigKey(
                  arguments.text("path"),
                  SettingsText.Style.valueOf(
                      arguments.findText("style").orElse("shell").toUpperCase(Locale.ROOT)),
                  arguments.findText("section"),
                  arguments.text("key"),
                  arguments.text("value")));

  SetConfigKey {
    if (style == SettingsText.Style.SHELL && section.isPresent()) {
      throw new IllegalArgumentException(
          "key 'section' in a shell file: remove it, or use 'style: ini'");
    }
    if (style == SettingsText.Style.SHELL && !key.matches("[A-Za-z_][A-Za-z0-9_]*")) {
      throw new IllegalArgumentException("invalid shell variable '" + key + "'");
    }
  }

  @Override
  public String description() {
    return "set " + key + " to " + value + " in " + path;
  }

  @Override
  public void plan(PlanBuilder builder) {
    String text =
        EditableText.text(builder, path)
            .orElseThrow(
                () ->
                    new PlanningException(
                        "there is no "
                            + path
                            + "; expected the file of the package that reads it."));
    try {
      builder.write(path, new SettingsText(text, style, section).with(key, value).text(), 0644);
    } catch (PlanningException inFile) {
      throw new PlanningException(path + ": " + inFile.why());
    }
  }
}
