package io.hostready.fix;

import io.hostready.change.PlanningException;
import io.hostready.change.ProgramCall;
import io.hostready.change.plan.PlanBuilder;
import io.hostready.host.Host;
import io.hostready.text.ShellAssignments;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The menu of U-Boot in /boot/extlinux/extlinux.conf: written by hand or by an image, or generated
 * by u-boot-update from /etc/default/u-boot. Source: U-Boot, "Generic Distro Configuration
 * Concept"; u-boot-update(8) of Debian's u-boot-menu.
 */
record ExtlinuxMenu(boolean isGenerated) implements BootLoader {

  private static final String PATH = "/boot/extlinux/extlinux.conf";
  private static final String DEFAULTS = "/etc/default/u-boot";
  private static final String KEY = "U_BOOT_PARAMETERS";

  private static final Pattern APPEND = Pattern.compile("(?mi)^([ \\t]*append[ \\t]+)(.*)$");

  static Optional<ExtlinuxMenu> find(Host host) {
    boolean isGenerated =
        host.has("/usr/sbin/u-boot-update")
            && host.text(PATH).map(text -> text.contains("use: u-boot-update")).orElse(false);
    return host.has(PATH) ? Optional.of(new ExtlinuxMenu(isGenerated)) : Optional.empty();
  }

  @Override
  public Map<String, String> edited(PlanBuilder builder, KernelArguments arguments) {
    return isGenerated ? source(builder, arguments) : menu(builder, arguments);
  }

  private static Map<String, String> menu(PlanBuilder builder, KernelArguments arguments) {
    String text = EditableText.text(builder, PATH).orElse("");
    if (!APPEND.matcher(text).find()) {
      throw new PlanningException(
          PATH
              + " has no line with 'append'. Add 'append "
              + arguments.text()
              + "' to each label by hand, and reboot.");
    }
    return Map.of(PATH, arguments.inEachLine(text, APPEND));
  }

  /** The file from which u-boot-update takes the command line, in its order. */
  private static Map<String, String> source(PlanBuilder builder, KernelArguments arguments) {
    Host host = builder.host();
    fragment(host)
        .ifPresent(
            path -> {
              throw new PlanningException(
                  path
                      + " sets "
                      + KEY
                      + ". Add '"
                      + arguments.text()
                      + "' there by hand, run 'u-boot-update' and reboot.");
            });
    String text = EditableText.text(builder, DEFAULTS).orElse("");
    Optional<String> line = EditableText.text(builder, BootEntries.KERNEL_COMMAND_LINE);
    return line.isPresent() && !sets(text)
        ? Map.of(
            BootEntries.KERNEL_COMMAND_LINE, BootEntries.inKernelCommandLine(line.get(), arguments))
        : Map.of(DEFAULTS, GrubMenu.withKey(DEFAULTS, text, KEY, "ro quiet", arguments));
  }

  /** A file that u-boot-update reads later and that sets the command line. */
  private static Optional<String> fragment(Host host) {
    return Stream.of("/usr/share/u-boot-menu/conf.d", "/etc/u-boot-menu/conf.d")
        .flatMap(
            directory ->
                host.list(directory).orElse(List.of()).stream()
                    .filter(name -> name.endsWith(".conf"))
                    .map(name -> directory + "/" + name))
        .filter(path -> host.text(path).map(ExtlinuxMenu::sets).orElse(false))
        .findFirst();
  }

  private static boolean sets(String text) {
    try {
      return ShellAssignments.ofShell(text)
          .value(KEY)
          .filter(value -> !value.isEmpty())
          .isPresent();
    } catch (IllegalArgumentException malformed) {
      return text.contains(KEY);
    }
  }

  @Override
  public List<Update> updates() {
    return isGenerated
        ? List.of(new Update(ProgramCall.of("u-boot-update"), "regenerate the extlinux menu"))
        : List.of();
  }
}
