package io.hostready.facts;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import java.util.ArrayList;
import java.util.List;

/**
 * Parameters on the kernel command line, in order, without quotation marks. Source:
 * proc_cmdline(5), Documentation/admin-guide/kernel-parameters.rst.
 */
public record KernelCommandLine(Reading<List<String>> arguments) {

  public static final String PATH = "/proc/cmdline";

  public static KernelCommandLine read(Host host) {
    return host.fact(
        KernelCommandLine.class,
        h -> new KernelCommandLine(h.text(PATH).parse(KernelCommandLine::parse)));
  }

  /**
   * Splits at white space outside double quotes; stops at "--", after which the parameters are for
   * init.
   */
  public static List<String> parse(String text) {
    List<String> arguments = new ArrayList<>();
    StringBuilder argument = new StringBuilder();
    boolean isQuoted = false;
    for (char c : (text.strip() + " ").toCharArray()) {
      if (c == '"') {
        isQuoted = !isQuoted;
      } else if (Character.isWhitespace(c) && !isQuoted) {
        if (argument.toString().equals("--")) {
          return List.copyOf(arguments);
        }
        if (!argument.isEmpty()) {
          arguments.add(argument.toString());
          argument.setLength(0);
        }
      } else {
        argument.append(c);
      }
    }
    if (!argument.isEmpty()) {
      arguments.add(argument.toString().strip()); // an unclosed quote
    }
    return List.copyOf(arguments);
  }

  /** Every value of a parameter, split at commas; - and _ in its name are equivalent. */
  public List<String> valuesOf(String parameter) {
    List<String> values = new ArrayList<>();
    for (String argument : arguments.orElse(List.of())) {
      int equals = argument.indexOf('=');
      if (equals > 0
          && argument.substring(0, equals).replace('-', '_').equals(parameter.replace('-', '_'))) {
        values.addAll(List.of(argument.substring(equals + 1).split(",")));
      }
    }
    return List.copyOf(values);
  }
}
