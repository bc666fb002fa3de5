package io.hostready.facts;

import io.hostready.host.FileStatus;
import io.hostready.host.FileText;
import io.hostready.host.Host;
import java.util.Arrays;
import java.util.List;

/**
 * Linux security modules that are switched on. Each part is unreadable where its own file system is
 * not mounted, as in most containers: that says nothing about the kernel. Source: the kernel's
 * Documentation/admin-guide/LSM.
 *
 * @param enabled names in the order of /sys/kernel/security/lsm
 * @param appArmor whether AppArmor is on
 * @param selinux enforcing, permissive or disabled
 */
public record SecurityModules(
    Fact<List<String>> enabled, Fact<Boolean> appArmor, Fact<String> selinux) {

  private static final String LIST = "/sys/kernel/security/lsm";
  private static final String APPARMOR = "/sys/module/apparmor/parameters/enabled";
  private static final String SELINUX = "/sys/fs/selinux";

  public static SecurityModules read(Host host) {
    return host.fact(SecurityModules.class, SecurityModules::look);
  }

  private static SecurityModules look(Host host) {
    Fact<List<String>> enabled = enabled(host);
    return new SecurityModules(enabled, appArmor(host, enabled), selinux(host, enabled));
  }

  /** Parses the names between commas. */
  public static List<String> parse(String text) {
    return Arrays.stream(text.strip().split(",")).filter(name -> !name.isEmpty()).toList();
  }

  private static Fact<List<String>> enabled(Host host) {
    return Fact.ofFile(host, LIST, SecurityModules::parse) instanceof Fact.Absent
        ? new Fact.Unreadable<>(LIST, "securityfs is not mounted, or the kernel is older than 4.11")
        : Fact.ofFile(host, LIST, SecurityModules::parse);
  }

  private static Fact<Boolean> appArmor(Host host, Fact<List<String>> enabled) {
    return switch (host.text(APPARMOR)) {
      case FileText.Text(String path, String content) ->
          new Fact.Known<>(content.strip().equals("Y"), path);
      case FileText.Unreadable(String path, String why) ->
          ofList(enabled, "apparmor", new Fact.Unreadable<>(path, why));
      // A kernel with AppArmor has the folder, on or off; /sys/module tells that /sys is there.
      case FileText.Missing(String path) ->
          host.has("/sys/module")
              ? new Fact.Known<>(false, path)
              : ofList(enabled, "apparmor", new Fact.Unreadable<>(path, "/sys is not mounted"));
    };
  }

  private static Fact<Boolean> ofList(
      Fact<List<String>> enabled, String name, Fact<Boolean> otherwise) {
    return enabled instanceof Fact.Known<List<String>>(List<String> names, String source)
        ? new Fact.Known<>(names.contains(name), source)
        : otherwise;
  }

  private static Fact<String> selinux(Host host, Fact<List<String>> enabled) {
    String path = SELINUX + "/enforce";
    return switch (host.text(path)) {
      case FileText.Text(_, String content) ->
          new Fact.Known<>(content.strip().equals("1") ? "enforcing" : "permissive", path);
      case FileText.Unreadable(_, String why) -> new Fact.Unreadable<>(path, why);
      // A kernel that runs SELinux makes the folder for its file system, mounted or not.
      case FileText.Missing _ ->
          switch (host.status(SELINUX)) {
            case FileStatus.Present _ ->
                new Fact.Unreadable<>(path, "the file system of SELinux is not mounted");
            case FileStatus.Missing() -> withoutFolder(host, enabled);
            case FileStatus.Unreadable(String why) -> new Fact.Unreadable<>(SELINUX, why);
          };
    };
  }

  private static Fact<String> withoutFolder(Host host, Fact<List<String>> enabled) {
    return ofList(enabled, "selinux", new Fact.Absent<>(SELINUX))
            instanceof Fact.Known(Boolean on, String source)
        ? on
            ? new Fact.Unreadable<>(SELINUX, "the file system of SELinux is not mounted")
            : new Fact.Known<>("disabled", source)
        : host.has("/sys/fs")
            ? new Fact.Known<>("disabled", SELINUX)
            : new Fact.Unreadable<>(SELINUX, "/sys is not mounted");
  }
}
