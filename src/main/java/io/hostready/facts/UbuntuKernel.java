package io.hostready.facts;

import io.hostready.host.Host;
import java.util.regex.Pattern;

/**
 * Ubuntu's packages with the modules of a kernel.
 *
 * @param release as uname(1) -r prints it; empty if it cannot be read
 */
public record UbuntuKernel(String release) {

  private static final String EXTRA = "apt-get install linux-modules-extra-$(uname -r)";
  private static final String ALL = "apt-get install --reinstall linux-modules-$(uname -r)";

  /**
   * 6.8.0-31-generic, 6.8.0-1004-raspi; not 6.6.87.2-microsoft-standard-WSL2, and not before 4.15,
   * where the package has another name.
   */
  private static final Pattern PACKAGED =
      Pattern.compile("(4\\.(1[5-9]|[2-9][0-9])|[5-9]|[1-9][0-9])[0-9.]*-[0-9]+-[a-z][a-z0-9-]*");

  /** Kernels whose package linux-modules has all modules. Source: LP: #2048862. */
  private static final Pattern ALL_IN_ONE =
      Pattern.compile("(6\\.([7-9]|[1-9][0-9])|[7-9]|[1-9][0-9])\\.[0-9.]*-[0-9]+-raspi");

  public static UbuntuKernel read(Host host) {
    return host.fact(
        UbuntuKernel.class,
        each -> new UbuntuKernel(each.trimmedText("/proc/sys/kernel/osrelease").orElse("")));
  }

  /** Whether Ubuntu has packages with the modules of this kernel. */
  public boolean hasPackages() {
    return PACKAGED.matcher(release).matches();
  }

  /** Whether linux-modules has all modules, and there is no linux-modules-extra. */
  public boolean hasAllModulesInOnePackage() {
    return ALL_IN_ONE.matcher(release).matches();
  }

  /** linux-modules-extra of this kernel, or linux-modules if that has all modules. */
  public String modulesPackage() {
    return (hasAllModulesInOnePackage() ? "linux-modules-" : "linux-modules-extra-") + release;
  }

  /** A text in which the packages of modules are those that this kernel has. */
  public String in(String text) {
    return hasAllModulesInOnePackage()
        ? text.replace(EXTRA + " (Ubuntu)", EXTRA)
            .replace("Install the extra kernel modules: " + EXTRA, "Run '" + ALL + "'")
            .replace(EXTRA, ALL)
        : text;
  }
}
