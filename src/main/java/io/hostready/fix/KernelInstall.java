package io.hostready.fix;

import io.hostready.change.ProgramCall;
import io.hostready.change.plan.PlanBuilder;
import io.hostready.facts.SystemdBoot;
import io.hostready.host.Host;
import io.hostready.text.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * systemd-boot with entries or unified kernel images that kernel-install makes from
 * /etc/kernel/cmdline; without this file it takes the command line of the running kernel. Source:
 * kernel-install(8); systemd-boot(7).
 *
 * @param kernels the version of each kernel with an entry, and the path of its image
 */
record KernelInstall(Map<String, String> kernels) implements BootLoader {

  private static final String VENDORS = "/usr/lib/kernel/cmdline";

  KernelInstall {
    kernels = Map.copyOf(kernels);
  }

  static Optional<KernelInstall> find(Host host) {
    if (!SystemdBoot.isUsed(host) || !host.has("/usr/bin/kernel-install")) {
      return Optional.empty();
    }
    Map<String, String> kernels =
        SystemdBoot.installedVersions(host).stream()
            .flatMap(version -> image(host, version).map(path -> Map.entry(version, path)).stream())
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    return kernels.isEmpty() ? Optional.empty() : Optional.of(new KernelInstall(kernels));
  }

  private static Optional<String> image(Host host, String version) {
    return Stream.of(
            "/usr/lib/modules/" + version + "/vmlinuz",
            "/boot/vmlinuz-" + version,
            "/boot/vmlinux-" + version)
        .filter(host::has)
        .findFirst();
  }

  @Override
  public Map<String, String> edited(PlanBuilder builder, KernelArguments arguments) {
    String path = BootEntries.KERNEL_COMMAND_LINE;
    String text =
        EditableText.text(builder, path)
            .or(() -> EditableText.text(builder, VENDORS))
            .orElseGet(() -> running(builder.host()));
    String edited = BootEntries.inKernelCommandLine(text, arguments);
    return edited.equals(text) ? Map.of() : Map.of(path, edited);
  }

  /** The command line of the running kernel, without what the boot loader adds. */
  private static String running(Host host) {
    List<String> words =
        new ArrayList<>(List.of(Columns.of(host.text("/proc/cmdline").orElse(""))));
    words.removeIf(each -> each.matches("(BOOT_IMAGE|initrd|systemd\\.machine_id)=.*"));
    return String.join(" ", words) + "\n";
  }

  @Override
  public List<Update> updates() {
    return kernels.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(
            each ->
                new Update(
                    ProgramCall.of("kernel-install", "add", each.getKey(), each.getValue()),
                    "write the boot entry of " + each.getKey()))
        .toList();
  }
}
