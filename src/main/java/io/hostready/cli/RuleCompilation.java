package io.hostready.cli;

import io.hostready.host.Host;
import io.hostready.rule.RuleCompiler;
import io.hostready.rule.RuleFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compiles the rules of a package, so that its program need not read YAML. Run by scripts/package:
 * {@code RuleCompilation FOLDER}, when the files there have their final modification times.
 */
public final class RuleCompilation {

  private RuleCompilation() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]).toAbsolutePath();
    Host files = Host.localFiles();
    byte[] compiled =
        RuleCompiler.compile(files, new RuleFolder(folder.toString(), CommonOptions.SHIPPED, true));
    Files.write(folder.resolve(RuleCompiler.fileName()), compiled);
  }
}
