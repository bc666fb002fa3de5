package io.hostready.change.apply;

import io.hostready.change.Apt;
import io.hostready.change.Reversal;
import io.hostready.change.UpdatePackageLists;
import io.hostready.host.DurableFiles;
import io.hostready.host.FileSnapshot;
import io.hostready.host.Host;
import io.hostready.host.Reading.Present;
import io.hostready.host.WriteFailedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Applies and reverts changes of apt's package lists. */
record PackageListExecutor(RunContext context) {

  static final String LISTS = "/var/lib/apt/lists";

  /** Prefix of the names of lists that apt has downloaded and not yet accepted. */
  static final String PARTIAL = "partial/";

  static final String PARTIAL_LISTS = LISTS + "/partial";

  PreparedChange update(UpdatePackageLists change) throws WriteFailedException {
    String prefix = change.uri().isEmpty() ? "" : listPrefix(change.uri());
    List<String> before = lists(context.now(), prefix);
    Map<String, FileSnapshot> directories = new LinkedHashMap<>();
    if (context.now().has(LISTS)) {
      for (String path : List.of(LISTS + "/auxfiles", PARTIAL_LISTS)) {
        directories.put(path, context.machine().files().snapshot(path));
      }
    }
    return new PreparedChange(
        new Reversal.RemovePackageLists(prefix, before, directories),
        () -> {
          context.run(new Apt(), change.command());
          return Optional.empty();
        });
  }

  /**
   * The package lists with these name prefixes, below {@link #LISTS}, with the files of lists that
   * apt rejected: partial/NAME.
   */
  static List<String> lists(Host host, String prefix) {
    return Stream.of("", PARTIAL)
        .flatMap(
            directory ->
                host.list(LISTS + "/" + directory) instanceof Present(var names, _)
                    ? names.stream()
                        .filter(name -> isList(name, prefix))
                        .map(name -> directory + name)
                    : Stream.of())
        .toList();
  }

  /** Whether a name in apt's directory is a list, and not its lock or a directory. */
  private static boolean isList(String name, String prefix) {
    return name.contains("_") && name.startsWith(prefix);
  }

  /** apt's name for the lists of a repository: apt-pkg/contrib/strutl.cc, URItoFileName. */
  static String listPrefix(String uri) {
    String plain = uri.replaceFirst("^[a-z+]+:(//)?([^/@]*@)?", "").replaceFirst("/+$", "");
    StringBuilder name = new StringBuilder();
    for (char each : plain.toCharArray()) {
      if (each == '/') {
        name.append('_');
      } else if ("\\|{}[]<>\"^~_=!@#$%^&*".indexOf(each) >= 0 || each <= ' ' || each >= 0x7f) {
        name.append(String.format(java.util.Locale.ROOT, "%%%02x", (int) each));
      } else {
        name.append(each);
      }
    }
    return name.append('_').toString();
  }

  UndoAssessment assess(Reversal.RemovePackageLists reversal) throws WriteFailedException {
    List<String> brought =
        lists(context.now(), reversal.prefix()).stream()
            .filter(name -> !reversal.before().contains(name))
            .toList();
    return brought.isEmpty() && changed(reversal.directories()).isEmpty()
        ? new UndoAssessment.Nothing("there are no package lists of this run")
        : new UndoAssessment.Possible(() -> removeLists(brought, reversal.directories()));
  }

  /**
   * Those directories that apt has created, or assigned to its own user, since their state was
   * stored.
   */
  private List<String> changed(Map<String, FileSnapshot> directories) throws WriteFailedException {
    List<String> changed = new ArrayList<>();
    for (var each : directories.entrySet()) {
      boolean reachable = context.now().has(LISTS);
      if (reachable
          && context.machine().files().snapshot(each.getKey()) instanceof FileSnapshot.Directory now
          && !now.equals(each.getValue())) {
        changed.add(each.getKey());
      }
    }
    return changed;
  }

  private Optional<String> removeLists(List<String> names, Map<String, FileSnapshot> directories)
      throws WriteFailedException {
    DurableFiles files = context.machine().files();
    if (names.stream().anyMatch(name -> name.startsWith(PARTIAL))) {
      // It belongs to apt's user, who could replace what is removed; its owner is restored below.
      files.changeAccess(PARTIAL_LISTS, files.newAccess(0700));
    }
    for (String name : names) {
      files.remove(LISTS + "/" + name);
    }
    for (String path : changed(directories)) {
      if (directories.get(path) instanceof FileSnapshot.Directory(FileSnapshot.Access access)) {
        files.changeAccess(path, access);
      } else if (!files.removeDirectory(path)) {
        return Optional.of(path + " stays, something else is in it");
      }
    }
    return Optional.empty();
  }
}
