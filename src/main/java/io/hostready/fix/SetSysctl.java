package io.hostready.fix;

import io.hostready.change.LiveSysctl;
import io.hostready.change.PlanningException;
import io.hostready.change.UnreadableStateException;
import io.hostready.change.plan.PlanBuilder;
import io.hostready.facts.SysctlKey;
import io.hostready.facts.SysctlSettings;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Sets a sysctl now, and at boot in a new file whose name sorts after every file that sets another
 * value; if /etc/sysctl.conf or ufw's file sets it, in that file. Source: sysctl(8), sysctl.d(5).
 *
 * <p>If /etc/sysctl.conf is not read at boot and sets another value, its line is changed, too:
 * {@code sysctl --system} reads it last.
 */
record SetSysctl(SysctlKey key, String value) implements Fix {

  static final FixKind KIND =
      new FixKind(
          "set-sysctl",
          "sets a sysctl now, and at boot with a file in /etc/sysctl.d that sorts"
              + " after files with other values, or in the file that is read last",
          MapSchema.of(
              MapSchema.required(
                  "key",
                  ValueSchema.matching(
                      "a sysctl's key", Pattern.compile("[a-z0-9_-]+([./][A-Za-z0-9_.:@/-]+)+")),
                  "the parameter, such as net.ipv4.ip_forward"),
              MapSchema.required(
                  "value", ValueSchema.text(), "its value; several numbers with spaces")),
          "sysctl(8), sysctl.d(5); precedence as in the probe 'sysctl'",
          """
          set-sysctl: {key: net.ipv4.ip_forward, value: "1"}
          """,
          arguments ->
              new SetSysctl(
                  SysctlKey.parse(arguments.text("key")),
                  SysctlSettings.words(arguments.text("value"))));

  /** Prefixes of a file name, in sort order. */
  private static final List<String> PREFIXES = List.of("90-", "99-zz-", "zz-", "zzzz-", "~~-");

  @Override
  public String description() {
    return "set sysctl " + key + " to " + value + " now and at boot";
  }

  @Override
  public void plan(PlanBuilder builder) {
    // A part that contains a dot, such as the interface eth0.100, is unambiguous only as a path.
    builder.set(new LiveSysctl(key.dotted().contains("/") ? key.path() : key.dotted()), value);
    switch (SysctlSettings.read(builder.host()).atBoot(key)) {
      case Present(var setting, var source) -> {
        if (!setting.value().equals(value)) {
          override(builder, setting, source);
        }
      }
      case Absent(_) -> writeOwn(builder, PREFIXES.getFirst(), Optional.empty());
      case Unreadable(var where, var why) ->
          throw new UnreadableStateException(
              "cannot find what sets " + key + " at boot: cannot read " + where + ": " + why + ".");
    }
    if (SysctlSettings.read(builder.host()).bySysctlSystem(key)
            instanceof Present(var setting, var source)
        && source.equals(SysctlSettings.CONF)
        && !setting.value().equals(value)) {
      inPlace(builder, setting, source);
    }
  }

  private void override(PlanBuilder builder, SysctlSettings.Setting other, String source) {
    String setBy = "%s:%d sets %s".formatted(source, other.line(), other.value());
    if (!source.contains("/sysctl.d/")) {
      inPlace(builder, other, source);
      return;
    }
    String name = source.substring(source.lastIndexOf('/') + 1);
    String prefix =
        PREFIXES.stream()
            .filter(each -> ownName(each).compareTo(name) > 0)
            .findFirst()
            .orElseThrow(
                () ->
                    new PlanningException(
                        setBy + ", and no file name sorts after it. Change that line."));
    writeOwn(builder, prefix, Optional.of(setBy));
  }

  /** In /etc/sysctl.conf or ufw's file, which are read after every file of sysctl.d. */
  private void inPlace(PlanBuilder builder, SysctlSettings.Setting other, String source) {
    String text = EditableText.text(builder, source).orElse("");
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    if (other.key().equals(key)) {
      int at = other.line() - 1;
      lines.set(at, lines.get(at).replaceFirst("=([ \t]*).*", "=$1" + value));
    } else {
      // Set by another name or by a pattern: that line may be for other keys, too.
      int end = lines.getLast().isEmpty() ? lines.size() - 1 : lines.size();
      lines.add(end, key.dotted() + " = " + value);
    }
    builder.write(source, String.join("\n", lines), 0644);
  }

  private void writeOwn(PlanBuilder builder, String prefix, Optional<String> overruled) {
    builder.write(
        "/etc/sysctl.d/" + ownName(prefix),
        FileHeader.comment("# ")
            + overruled
                .map(
                    setBy ->
                        "# " + setBy + "; this file sorts after it, and the last one counts.\n")
                .orElse("")
            + key.dotted()
            + " = "
            + value
            + "\n",
        0644);
  }

  private String ownName(String prefix) {
    return prefix + "hostready-" + key.dotted().replace('/', '_') + ".conf";
  }
}
