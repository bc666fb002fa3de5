package io.hostready.rule;

import io.hostready.host.Host;
import io.hostready.host.HostFiles;
import io.hostready.host.ResourceFiles;
import io.hostready.yaml.InvalidInputException;
import java.util.List;

/**
 * The rules and packs that the program comes with: the project's rules/, which the build copies to
 * the class path. They are parsed once, when they are first asked for. In the native executable
 * that is when it is built, and a mistake in them fails its build.
 */
public final class ShippedRules {

  /** How their directory is called in messages and reports, as in the project. */
  public static final String LABEL = "rules";

  private static final String DIRECTORY = "/io/hostready/rules";

  private ShippedRules() {}

  private static final class Parsed {
    private static final RuleBook BOOK =
        parse(ResourceFiles.below(DIRECTORY, "packs/docker-engine.yaml"));
  }

  /**
   * The shipped rules.
   *
   * @throws InvalidInput with every mistake in them
   */
  public static RuleBook book() {
    try {
      return Parsed.BOOK;
    } catch (ExceptionInInitializerError failed) {
      if (failed.getCause() instanceof InvalidInputException mistakes) {
        throw mistakes;
      }
      throw failed;
    }
  }

  /** Parses what lies in their directory. */
  private static RuleBook parse(HostFiles resources) {
    Host files = Host.localFiles().through(_ -> resources, commands -> commands);
    return RuleBook.read(files, List.of(new RuleDirectory(DIRECTORY, LABEL, true)));
  }
}
