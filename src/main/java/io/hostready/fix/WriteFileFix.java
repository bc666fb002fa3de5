package io.hostready.fix;

import io.hostready.change.plan.PlanBuilder;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Writes a whole file. */
record WriteFileFix(String path, String text, OptionalInt mode) implements Fix {

  static final FixKind KIND =
      new FixKind(
          "write-file",
          "writes a file, and creates it if it does not exist",
          MapSchema.of(
              MapSchema.required("path", ValueSchema.path(), "the file"),
              MapSchema.required("text", ValueSchema.text(), "the whole content"),
              MapSchema.optional(
                  "mode",
                  ValueSchema.matching("four octal digits", Pattern.compile("0[0-7]{3}")),
                  "its mode, such as 0600; default: 0644 for a new file, unchanged for an"
                      + " existing one")),
          "dpkg(1) for the way in which files are placed",
          """
          write-file:
            path: /etc/systemd/system/docker.service.d/limits.conf
            text: |
              [Service]
              LimitNOFILE=1048576
          """,
          arguments ->
              new WriteFileFix(
                  arguments.text("path"),
                  arguments.text("text"),
                  arguments
                      .findText("mode")
                      .map(digits -> OptionalInt.of(Integer.parseInt(digits, 8)))
                      .orElse(OptionalInt.empty())));

  @Override
  public String description() {
    return "write " + path;
  }

  @Override
  public void plan(PlanBuilder builder) {
    if (mode.isPresent()) {
      builder.writeWithMode(path, text, mode.getAsInt());
    } else {
      builder.write(path, text, 0644);
    }
  }
}
