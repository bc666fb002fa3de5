package io.hostready.cli;

import io.hostready.json.JsonWriter;
import io.hostready.rule.RuleSchema;
import picocli.CommandLine.Model.CommandSpec;

/** {@code hostready rules schema}: the JSON Schema of rule and pack files. */
final class RulesSchemaCommand extends Subcommand {

  RulesSchemaCommand() {
    super(
        "schema",
        "Print the JSON Schema of rule and pack files, for editors",
        new Example("hostready rules schema", "Print the schema."),
        new Example("hostready rules schema > rules.schema.json", "Save it for an editor."));
  }

  @Override
  void declare(CommandSpec spec) {}

  @Override
  ExitCode run(Arguments arguments, Terminal terminal) {
    terminal.out().print(JsonWriter.indented().addTree(RuleSchema.schema()).text());
    return ExitCode.READY;
  }
}
