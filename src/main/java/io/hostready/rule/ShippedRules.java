package io.hostready.rule;

import io.hostready.host.Host;
import io.hostready.host.HostFiles;
import io.hostready.host.ResourceFiles;
import io.hostready.yaml.InvalidInputException;
import java.util.List;

/**
 * The rules and packs that are part of the program: the project's rules/, which the build copies to
 * the class path. They are parsed once, at their first use. In the native executable this happens
 * at build time, and an error in them fails the build.
 */
public final class ShippedRules {

  /** The name of their directory in messages and reports, as in the project. */
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
   * @throws InvalidInputException with every error in them
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

  /** Parses the files in their directory. */
  private static RuleBook parse(HostFiles resources) {
    Host files = Host.localFiles().through(_ -> resources, commands -> commands);
    return RuleBook.read(files, List.of(new RuleDirectory(DIRECTORY, LABEL, true)));
  }
}
