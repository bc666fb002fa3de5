package io.hostready.fix;

import io.hostready.facts.Virtualization;
import io.hostready.host.Host;
import java.util.Optional;

/**
 * Hosts whose kernel command line hostready does not change, each with the reason and the manual
 * step. Source: rpm-ostree(1) kargs; Microsoft, "Advanced settings configuration in WSL"; zipl(8);
 * flash-kernel(8); fw_setenv(8).
 */
final class UnsupportedBoot {

  private UnsupportedBoot() {}

  /** Why the command line cannot be changed, in sentences; empty if a boot loader may be known. */
  static Optional<String> reason(Host host, KernelArguments arguments) {
    if (Virtualization.read(host).technology().toOptional().filter("wsl"::equals).isPresent()) {
      return Optional.of(
          "WSL boots this host, with the kernel command line of a file on Windows. Add"
              + " 'kernelCommandLine = "
              + arguments.text()
              + "' to the section [wsl2] of %UserProfile%\\.wslconfig, and run 'wsl --shutdown'.");
    }
    if (host.has("/run/ostree-booted")) {
      return Optional.of(
          "OSTree deploys this host, and writes its boot entries again with each deployment. Run '"
              + ostree(arguments)
              + "' and reboot.");
    }
    if (host.has("/etc/zipl.conf")) {
      return Optional.of(
          "zipl boots this host (/etc/zipl.conf), and hostready does not write its boot record. Run"
              + " 'grubby --update-kernel=ALL --args=\""
              + arguments.text()
              + "\"', or edit the parameters in /etc/zipl.conf. Then run 'zipl' and reboot.");
    }
    return Optional.empty();
  }

  private static String ostree(KernelArguments arguments) {
    StringBuilder command = new StringBuilder("rpm-ostree kargs");
    arguments.added().forEach(each -> command.append(" --append-if-missing=").append(each));
    arguments.removed().forEach(each -> command.append(" --delete-if-present=").append(each));
    return command.toString();
  }

  /** The reason for a host with none of the known boot loaders, in sentences. */
  static String unknown(Host host, KernelArguments arguments) {
    if (host.has("/etc/default/flash-kernel")) {
      return "flash-kernel writes the boot script of this host, which hostready does not change."
          + " Add '"
          + arguments.text()
          + "' to LINUX_KERNEL_CMDLINE in /etc/default/flash-kernel, run 'flash-kernel' and"
          + " reboot.";
    }
    if (host.has("/etc/fw_env.config")
        || host.has("/boot/boot.scr")
        || host.has("/boot/uEnv.txt")) {
      return "U-Boot boots this host with its own environment or script, and a wrong value there"
          + " keeps the host from booting. Add '"
          + arguments.text()
          + "' to bootargs by hand ('fw_printenv bootargs' and 'fw_setenv bootargs', or"
          + " /boot/uEnv.txt), and reboot.";
    }
    return "this host has none of the boot loaders that hostready supports (GRUB with"
        + " /etc/default/grub, boot loader entries, cmdline.txt, armbianEnv.txt, extlinux.conf), so"
        + " the kernel command line is set in this host's own boot loader.";
  }
}
