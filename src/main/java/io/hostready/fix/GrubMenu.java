package io.hostready.fix;

import io.hostready.change.PlanningException;
import io.hostready.change.ProgramCall;
import io.hostready.change.plan.PlanBuilder;
import io.hostready.facts.SystemdBoot;
import io.hostready.host.Host;
import io.hostready.text.ShellAssignments;
import io.hostready.text.ShellAssignments.Assignment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * GRUB with a menu that a program generates from /etc/default/grub: on Debian and Ubuntu
 * update-grub, which reads /etc/default/grub.d/*.cfg last; on other systems grub2-mkconfig or
 * grub-mkconfig, which in EL 8 also sets kernelopts in grubenv, for its boot loader entries.
 * Source: the GRUB manual, "Simple configuration"; Debian's grub-mkconfig.
 *
 * @param hasDirectory true if files in /etc/default/grub.d are read
 */
record GrubMenu(ProgramCall generator, boolean hasDirectory) implements BootLoader {

  static final String DEFAULTS = "/etc/default/grub";

  private static final String KEY = "GRUB_CMDLINE_LINUX";

  static Optional<GrubMenu> find(Host host) {
    if (SystemdBoot.isUsed(host) || !host.has(DEFAULTS)) {
      return Optional.empty();
    }
    if (isDebians(host)) {
      return Optional.of(new GrubMenu(ProgramCall.of("update-grub"), true));
    }
    return menu(host)
        .flatMap(
            menu ->
                Stream.of("grub2-mkconfig", "grub-mkconfig")
                    .filter(name -> hasProgram(host, name))
                    .findFirst()
                    .map(name -> new GrubMenu(ProgramCall.of(name, "-o", menu), false)));
  }

  static boolean isDebians(Host host) {
    return host.has("/boot/grub/grub.cfg")
        && (host.has("/usr/sbin/update-grub") || host.has("/sbin/update-grub"));
  }

  private static boolean hasProgram(Host host, String name) {
    return Stream.of("/usr/sbin/", "/usr/bin/", "/sbin/")
        .anyMatch(directory -> host.has(directory + name));
  }

  /** The menu that GRUB reads at boot; on older UEFI hosts it is in the directory of the vendor. */
  static Optional<String> menu(Host host) {
    String vendors = "/boot/efi/EFI";
    return Stream.concat(
            Stream.of("/boot/grub2/grub.cfg", "/boot/grub/grub.cfg"),
            host.list(vendors).orElse(List.of()).stream()
                .map(vendor -> vendors + "/" + vendor + "/grub.cfg"))
        .filter(host::has)
        .findFirst();
  }

  @Override
  public Map<String, String> edited(PlanBuilder builder, KernelArguments arguments) {
    return hasDirectory
        ? Map.of(ownFile(arguments), ownText(arguments))
        : Map.of(DEFAULTS, defaults(builder, arguments));
  }

  /** One file for each set of arguments, so that reverting one keeps the others. */
  private static String ownFile(KernelArguments arguments) {
    List<String> names =
        arguments.added().stream().map(each -> each.replaceFirst("=.*", "")).toList();
    return DEFAULTS + ".d/95-hostready-" + String.join("-", names) + ".cfg";
  }

  private static String ownText(KernelArguments arguments) {
    return FileHeader.comment("# ") + KEY + "=\"$" + KEY + " " + arguments.text() + "\"\n";
  }

  /** The text of /etc/default/grub with the arguments. */
  static String defaults(PlanBuilder builder, KernelArguments arguments) {
    String text = EditableText.text(builder, DEFAULTS).orElse("");
    return withKey(DEFAULTS, text, KEY, "", arguments);
  }

  /**
   * A text for a shell in which the value of a key has the arguments.
   *
   * @param valueIfUnset the command line that is used if the key is not set
   */
  static String withKey(
      String path, String text, String key, String valueIfUnset, KernelArguments arguments) {
    try {
      Optional<Assignment> last = ShellAssignments.ofShell(text).last(key);
      if (last.filter(Assignment::computed).isPresent()) {
        throw new PlanningException(
            "line "
                + last.get().line()
                + " computes "
                + key
                + ". Add '"
                + arguments.text()
                + "' by hand.");
      }
      String before = last.map(Assignment::value).orElse(valueIfUnset);
      String after = arguments.in(before);
      return after.equals(before)
          ? text
          : new SettingsText(text, SettingsText.Style.SHELL, Optional.empty())
              .with(key, after)
              .text();
    } catch (PlanningException inFile) {
      throw new PlanningException(path + ": " + inFile.why());
    } catch (IllegalArgumentException malformed) {
      throw new PlanningException(path + " is not shell text: " + malformed.getMessage() + ".");
    }
  }

  @Override
  public List<Update> updates() {
    return List.of(new Update(generator, "regenerate the GRUB menu"));
  }
}
