package io.hostready.change;

import io.hostready.host.CommandOutcome;
import io.hostready.host.Host;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One version of a package in rpm's database. An upgrade first adds the new version and then
 * removes the old one: if it is interrupted, the database has both. Source: rpm(8), --queryformat;
 * rpm's lib/psm.c.
 *
 * @param installed seconds since 1970
 * @param version with the epoch, if it has one
 * @param label the name, version, release and architecture, which select it alone
 * @param isInstallOnly whether dnf keeps several versions on purpose, as of kernels
 */
public record RpmInstance(long installed, String version, String label, boolean isInstallOnly) {

  private static final String FORMAT =
      "%{INSTALLTIME} %{EPOCH} %{VERSION}-%{RELEASE} %{NAME}-%{VERSION}-%{RELEASE}.%{ARCH}"
          + " [%{PROVIDES},]\\n";

  /** dnf.conf(5), installonlypkgs. */
  private static final Pattern INSTALL_ONLY =
      Pattern.compile("(^|.*,)(kernel|kernel-PAE|installonlypkg\\(.*|multiversion\\(kernel\\)),.*");

  /** The versions of a package, in the order of their installation; empty if rpm has none. */
  public static List<RpmInstance> of(Host host, String name) {
    List<RpmInstance> found = new ArrayList<>();
    if (host.run(List.of("rpm", "-q", "--qf", FORMAT, name))
            instanceof CommandOutcome.Ended(int exit, String out, _)
        && exit == 0) {
      for (String line : out.lines().toList()) {
        String[] words = line.split(" ", 5);
        if (words.length == 5 && words[0].matches("[0-9]{1,18}")) {
          String epoch = words[1].matches("0|\\(none\\)") ? "" : words[1] + ":";
          boolean isInstallOnly = INSTALL_ONLY.matcher(words[4]).matches();
          found.add(
              new RpmInstance(Long.parseLong(words[0]), epoch + words[2], words[3], isInstallOnly));
        }
      }
    }
    found.sort(Comparator.comparingLong(RpmInstance::installed));
    return found;
  }
}
