package io.hostready.cli;

import io.hostready.json.JsonWriter;
import io.hostready.pack.PackManifest;
import io.hostready.rule.RuleSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/**
 * Writes the files of a package that are generated from the commands' own options: the manual page,
 * the completion, and the schemas of rules and of manifests for editors. Run by scripts/package:
 * {@code Documents DIRECTORY SECONDS}, the build time since 1970.
 */
public final class Documents {

  private Documents() {}

  public static void main(String[] arguments) throws IOException {
    Path directory = Files.createDirectories(Path.of(arguments[0]));
    Instant built = Instant.ofEpochSecond(Long.parseLong(arguments[1]));
    Terminal terminal = new Terminal(System.out, System.err, false, Map.of());
    List<Subcommand> commands = new Hostready(terminal, Clock.systemUTC()).commands();
    String date = LocalDate.ofInstant(built, ZoneOffset.UTC).toString();
    Files.writeString(directory.resolve("hostready.1"), Manual.page(commands, date));
    Files.writeString(directory.resolve("completion"), BashAndZshCompletion.script(commands));
    Files.writeString(directory.resolve("hostready.fish"), FishCompletion.script(commands));
    for (Map.Entry<String, Map<String, Object>> schema :
        Map.of("rules", RuleSchema.schema(), "pack-manifest", PackManifest.schema()).entrySet()) {
      Files.writeString(
          directory.resolve(schema.getKey() + ".schema.json"),
          JsonWriter.compact().addTree(schema.getValue()).text() + "\n");
    }
  }
}
