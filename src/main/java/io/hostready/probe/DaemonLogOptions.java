package io.hostready.probe;

import io.hostready.text.VersionNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The options of log drivers: the daemon does not start with an unknown name, and no container with
 * an invalid value. Source: moby's {@code daemon/logger}: factory.go, jsonfilelog, local, journald,
 * syslog, fluentd.
 */
final class DaemonLogOptions {

  private static final Set<String> EVERY =
      Set.of(
          "mode",
          "max-buffer-size",
          "cache-disabled",
          "cache-max-size",
          "cache-max-file",
          "cache-compress");

  private static final Set<String> COMMON =
      Set.of("labels", "labels-regex", "env", "env-regex", "tag");

  private static final Set<String> FILES = Set.of("max-size", "max-file", "compress");

  private static final Map<String, Set<String>> OWN =
      Map.of(
          "json-file",
          FILES,
          "local",
          FILES,
          "journald",
          Set.of(),
          "syslog",
          Set.of(
              "syslog-address",
              "syslog-facility",
              "syslog-format",
              "syslog-tls-ca-cert",
              "syslog-tls-cert",
              "syslog-tls-key",
              "syslog-tls-skip-verify"));

  /** daemon/logger/fluentd/fluentd.go of v27.5.1, and no longer of v28.0.0. */
  private static final String FLUENTD_ASYNC = "fluentd-async-connect";

  private DaemonLogOptions() {}

  static List<String> complaints(DaemonValues values, VersionNumber version) {
    Map<String, String> options = values.pairs("log-opts");
    String driver = values.text("log-driver").orElse("json-file");
    Set<String> own = OWN.get(driver);
    List<String> complaints = new ArrayList<>();
    if (own != null) {
      for (String name : options.keySet()) {
        boolean isCommon = COMMON.contains(name) && hasCommon(driver, version);
        if (!EVERY.contains(name) && !isCommon && !own.contains(name)) {
          complaints.add("log-driver=" + driver + " and log-opts " + name);
        }
      }
    }
    if (driver.equals("fluentd")
        && options.containsKey(FLUENTD_ASYNC)
        && version.compareTo(VersionNumber.parse("28")) >= 0) {
      complaints.add(
          "log-driver=fluentd and log-opts "
              + FLUENTD_ASYNC
              + " (removed in Docker 28: use fluentd-async)");
    }
    String mode = options.getOrDefault("mode", "");
    if (!Set.of("", "blocking", "non-blocking").contains(mode)) {
      complaints.add("log-opts mode=" + mode + " (expected blocking or non-blocking)");
    } else if (options.containsKey("max-buffer-size") && !mode.equals("non-blocking")) {
      complaints.add("log-opts max-buffer-size without mode=non-blocking");
    }
    if (FILES.equals(own)) {
      expect(options, "max-size", "(?i)\\d+(\\.\\d+)? ?([kmgtp]?i?b?)", "a size such as 10m")
          .forEach(complaints::add);
      expect(options, "max-file", "0*[1-9]\\d{0,8}", "a number from 1").forEach(complaints::add);
      expect(options, "compress", "1|0|[tTfF]|true|TRUE|True|false|FALSE|False", "true or false")
          .forEach(complaints::add);
    }
    return complaints;
  }

  /** Whether a driver has the options for labels and tags; local has them since Docker 29.5. */
  private static boolean hasCommon(String driver, VersionNumber version) {
    return !driver.equals("local") || version.compareTo(VersionNumber.parse("29.5")) >= 0;
  }

  private static List<String> expect(
      Map<String, String> options, String name, String form, String expected) {
    String value = options.get(name);
    return value == null || value.matches(form)
        ? List.of()
        : List.of("log-opts " + name + "=" + value + " (expected " + expected + ")");
  }
}
