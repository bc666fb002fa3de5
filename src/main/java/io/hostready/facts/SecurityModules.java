package io.hostready.facts;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.util.Arrays;
import java.util.List;

/**
 * The enabled Linux security modules. Each part is unreadable if its own filesystem is not mounted,
 * as in most containers: this is no finding about the kernel. Source: the kernel's
 * Documentation/admin-guide/LSM.
 *
 * @param enabled names in the order of /sys/kernel/security/lsm
 * @param appArmor whether AppArmor is enabled
 * @param selinux enforcing, permissive or disabled
 */
public record SecurityModules(
    Reading<List<String>> enabled, Reading<Boolean> appArmor, Reading<String> selinux) {

  private static final String LIST = "/sys/kernel/security/lsm";
  private static final String APPARMOR = "/sys/module/apparmor/parameters/enabled";
  private static final String SELINUX = "/sys/fs/selinux";

  public static SecurityModules read(Host host) {
    return host.fact(SecurityModules.class, SecurityModules::look);
  }

  private static SecurityModules look(Host host) {
    Reading<List<String>> enabled = enabled(host);
    return new SecurityModules(enabled, appArmor(host, enabled), selinux(host, enabled));
  }

  /** Parses the comma-separated names. */
  public static List<String> parse(String text) {
    return Arrays.stream(text.strip().split(",")).filter(name -> !name.isEmpty()).toList();
  }

  private static Reading<List<String>> enabled(Host host) {
    return host.text(LIST)
        .parse(SecurityModules::parse)
        .or(
            () ->
                new Unreadable<>(
                    LIST, "securityfs is not mounted, or the kernel is older than 4.11"));
  }

  private static Reading<Boolean> appArmor(Host host, Reading<List<String>> enabled) {
    return switch (host.text(APPARMOR)) {
      case Present(var content, var path) -> new Present<>(content.strip().equals("Y"), path);
      case Unreadable(var path, var why) ->
          ofList(enabled, "apparmor", new Unreadable<>(path, why));
      // A kernel with AppArmor has the directory, enabled or not; /sys/module shows that /sys is
      // mounted.
      case Absent(var path) ->
          host.has("/sys/module")
              ? new Present<>(false, path)
              : ofList(enabled, "apparmor", new Unreadable<>(path, "/sys is not mounted"));
    };
  }

  private static Reading<Boolean> ofList(
      Reading<List<String>> enabled, String name, Reading<Boolean> otherwise) {
    return enabled instanceof Present(var names, var source)
        ? new Present<>(names.contains(name), source)
        : otherwise;
  }

  private static Reading<String> selinux(Host host, Reading<List<String>> enabled) {
    String path = SELINUX + "/enforce";
    return switch (host.text(path)) {
      case Present(var content, _) ->
          new Present<>(content.strip().equals("1") ? "enforcing" : "permissive", path);
      case Unreadable(_, var why) -> new Unreadable<>(path, why);
      // A kernel with SELinux enabled creates the directory for its filesystem, mounted or not.
      case Absent(_) ->
          switch (host.status(SELINUX)) {
            case Present(_, _) -> new Unreadable<>(path, "selinuxfs is not mounted");
            case Absent(_) -> withoutDirectory(host, enabled);
            case Unreadable(_, var why) -> new Unreadable<>(SELINUX, why);
          };
    };
  }

  private static Reading<String> withoutDirectory(Host host, Reading<List<String>> enabled) {
    return ofList(enabled, "selinux", new Absent<>(SELINUX)) instanceof Present(var on, var source)
        ? on
            ? new Unreadable<>(SELINUX, "selinuxfs is not mounted")
            : new Present<>("disabled", source)
        : host.has("/sys/fs")
            ? new Present<>("disabled", SELINUX)
            : new Unreadable<>(SELINUX, "/sys is not mounted");
  }
}
