package io.hostready.change.apply;

import io.hostready.change.Apt;
import io.hostready.change.AptCommands;
import io.hostready.change.ChangeFailedException;
import io.hostready.change.PackageStates;
import io.hostready.change.ProgramCall;
import io.hostready.host.Bytes;
import io.hostready.host.CommandOutcome;
import io.hostready.host.DurableFiles;
import io.hostready.host.Reading.Present;
import io.hostready.host.WriteFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Removes packages without the data that their scripts delete on purge: Debian's docker.io then
 * deletes all images and volumes, even those of another Docker package. Sources: docker.io.prerm
 * and docker.io.postrm in Debian's docker.io 26.1.5; dpkg(1), --purge.
 */
public record PackageRemoval(RunContext context) {

  /** The file that docker.io leaves after its removal, for its purge. */
  private static final String SAVED = "/var/lib/docker/nuke-graph-directory.sh";

  /**
   * The part that debhelper adds to a postrm to remove the state of units and init scripts, which
   * deletes no data.
   */
  private static final Pattern FORGETS_SERVICE =
      Pattern.compile(
          "\\s*(deb-systemd-helper (?:purge|unmask)(?: '?[A-Za-z0-9@:._\\\\-]+'?)+"
              + "|update-rc\\.d '?[A-Za-z0-9._-]+'? remove)(?: .*)?");

  /** Runs apt or dpkg where they may remove packages. */
  void run(ProgramCall command) throws ChangeFailedException, WriteFailedException {
    boolean wasThere = context.now().has(SAVED);
    try {
      context.run(new Apt(), command);
    } finally {
      if (!wasThere && context.now().has(SAVED)) {
        context.machine().files().remove(SAVED);
      }
    }
  }

  /**
   * Removes packages, and those of their configuration files that are unchanged. A package with a
   * changed configuration file stays in dpkg's database with all of them.
   *
   * @return the changed files by package; empty if nothing remains
   */
  Map<String, List<String>> withConfiguration(List<String> names)
      throws ChangeFailedException, WriteFailedException {
    run(AptCommands.remove(names));
    PackageStates now = new Apt().states(context.now());
    Map<String, List<String>> changed = new TreeMap<>();
    List<String> purged = new ArrayList<>();
    for (String name : names) {
      if (now.hasFiles(name)) {
        List<String> files = changedConfiguration(name);
        if (files.isEmpty()) {
          disarm(name);
          purged.add(name);
        } else {
          changed.put(name, files);
        }
      }
    }
    if (!purged.isEmpty()) {
      context.run(new Apt(), AptCommands.purge(purged));
    }
    return changed;
  }

  /** Existing configuration files that differ from the checksum in dpkg's database. */
  private List<String> changedConfiguration(String name) throws ChangeFailedException {
    List<String> noted =
        PackageStates.outputOf(
                context.now(), List.of("dpkg-query", "-W", "-f=${Conffiles}\\n", name))
            .lines()
            .filter(line -> !line.isBlank())
            .toList();
    List<String> changed = new ArrayList<>();
    for (String line : noted) {
      // " /etc/default/docker 5b6c5ad3a7ff5a5c9a9b3b8b3a4ae2b1 obsolete"
      Matcher parts = Pattern.compile(" (/.+) ([0-9a-f]{32}|newconffile)(?: .*)?").matcher(line);
      if (parts.matches() && context.now().has(parts.group(1)) && !isAsNoted(parts)) {
        changed.add(parts.group(1));
      }
    }
    return changed;
  }

  private boolean isAsNoted(Matcher parts) {
    return context.now().run(List.of("md5sum", "-z", "--", parts.group(1)))
            instanceof CommandOutcome.Ended(int exit, String out, _)
        && exit == 0
        && out.startsWith(parts.group(2) + " ");
  }

  /** Reduces a removed package's postrm to the part for its services. */
  private void disarm(String name) throws ChangeFailedException, WriteFailedException {
    String path =
        PackageStates.outputOf(
                context.now(), List.of("dpkg-query", "--control-path", name, "postrm"))
            .strip();
    if (path.isEmpty()) {
      return;
    }
    if (!(context.now().text(path) instanceof Present(var script, _))) {
      throw new ChangeFailedException(
          path
              + " cannot be read. It may delete data when "
              + name
              + " is purged, so "
              + name
              + " is not purged.");
    }
    DurableFiles files = context.machine().files();
    Bytes harmless = Bytes.of(servicesOnly(script));
    files.write(path, DurableFiles.file(harmless, files.newAccess(0755), Map.of()), false);
  }

  static String servicesOnly(String script) {
    StringBuilder only = new StringBuilder("#!/bin/sh\n[ \"$1\" = purge ] || exit 0\n");
    for (String line : script.lines().toList()) {
      Matcher found = FORGETS_SERVICE.matcher(line);
      if (found.matches()) {
        only.append(found.group(1)).append(" >/dev/null || true\n");
      }
    }
    return only.toString();
  }
}
