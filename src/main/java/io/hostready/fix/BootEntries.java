package io.hostready.fix;

import io.hostready.change.PlanningException;
import io.hostready.change.plan.PlanBuilder;
import io.hostready.facts.SystemdBoot;
import io.hostready.host.Host;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Entries of the Boot Loader Specification that the boot loader reads itself: those of GRUB in the
 * Red Hat family, which grubby changes in the same way, and those of systemd-boot that were written
 * by hand. With GRUB, later kernels take their command line from /etc/kernel/cmdline or
 * /etc/default/grub, and in EL 8 all entries take it from kernelopts in grubenv. Source: Boot
 * Loader Specification, "Type #1"; grubby(8); Red Hat, "Configuring kernel command-line
 * parameters".
 *
 * @param entries paths of the entries
 * @param hasGrub true if GRUB reads them
 */
record BootEntries(List<String> entries, boolean hasGrub) implements BootLoader {

  static final String DIRECTORY = "/boot/loader/entries";

  static final String KERNEL_COMMAND_LINE = "/etc/kernel/cmdline";

  private static final Pattern DISABLED = Pattern.compile("(?m)^GRUB_ENABLE_BLSCFG=\"?false");
  private static final Pattern OPTIONS = Pattern.compile("(?m)^(options[ \\t]+)(.*)$");
  private static final Pattern LINES = Pattern.compile("(?m)^(?![ \\t]*#)([ \\t]*)(\\S.*)$");

  BootEntries {
    entries = List.copyOf(entries);
  }

  static Optional<BootEntries> find(Host host) {
    if (SystemdBoot.isUsed(host)) {
      return some(SystemdBoot.entries(host), false);
    }
    return !GrubMenu.isDebians(host) && GrubMenu.menu(host).isPresent() && isEnabled(host)
        ? some(SystemdBoot.entriesIn(host, DIRECTORY), true)
        : Optional.empty();
  }

  /** False if GRUB does not read entries, or if grub2-mkconfig of EL 8 sets their options. */
  private static boolean isEnabled(Host host) {
    boolean isDisabled =
        host.text(GrubMenu.DEFAULTS).map(text -> DISABLED.matcher(text).find()).orElse(false);
    return !isDisabled
        && SystemdBoot.entriesIn(host, DIRECTORY).stream()
            .noneMatch(entry -> host.text(entry).orElse("").contains("$kernelopts"));
  }

  private static Optional<BootEntries> some(List<String> entries, boolean hasGrub) {
    return entries.isEmpty() ? Optional.empty() : Optional.of(new BootEntries(entries, hasGrub));
  }

  @Override
  public Map<String, String> edited(PlanBuilder builder, KernelArguments arguments) {
    Map<String, String> edited = new LinkedHashMap<>();
    for (String entry : entries) {
      String text = EditableText.text(builder, entry).orElse("");
      if (OPTIONS.matcher(text).find()) {
        edited.put(entry, arguments.inLastLine(text, OPTIONS));
      }
    }
    if (edited.isEmpty()) {
      throw new PlanningException(
          entries.getFirst()
              + " has no line with options. Add 'options "
              + arguments.text()
              + "' by hand, and reboot.");
    }
    if (hasGrub) {
      EditableText.text(builder, KERNEL_COMMAND_LINE)
          .ifPresent(text -> edited.put(KERNEL_COMMAND_LINE, inKernelCommandLine(text, arguments)));
      if (builder.host().has(GrubMenu.DEFAULTS)) {
        edited.put(GrubMenu.DEFAULTS, GrubMenu.defaults(builder, arguments));
      }
    }
    return edited;
  }

  /** A text of /etc/kernel/cmdline: its lines are joined, and comments start with #. */
  static String inKernelCommandLine(String text, KernelArguments arguments) {
    return LINES.matcher(text).find()
        ? arguments.inLastLine(text, LINES)
        : text + arguments.in("") + "\n";
  }

  @Override
  public List<Update> updates() {
    return List.of();
  }
}
