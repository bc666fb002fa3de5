package io.hostready.change.plan;

import io.hostready.change.FileState;
import io.hostready.host.FileStatus;
import io.hostready.host.Host;
import io.hostready.host.HostFiles;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The files of a host once the planned changes are applied. Planned paths are taken literally: a
 * plan writes no path through a link that it reads by another name.
 */
final class PlannedFiles implements HostFiles {

  private final Host live;
  private final TreeMap<String, FileState> planned;

  PlannedFiles(Host live, Map<String, FileState> planned) {
    this.live = live;
    this.planned = new TreeMap<>(planned);
  }

  @Override
  public Reading<byte[]> read(String path) {
    return switch (planned.get(path)) {
      case null -> live.bytes(path);
      case FileState.Missing _ -> new Absent<>(path);
      case FileState.Regular regular -> new Present<>(regular.content().bytes(), path);
      case FileState.Directory _ -> new Unreadable<>(path, "it is a directory");
      case FileState.Other(String what) -> new Unreadable<>(path, "it is " + what);
    };
  }

  @Override
  public Reading<List<String>> list(String path) {
    Reading<List<String>> listed = live.list(path);
    TreeSet<String> names = new TreeSet<>();
    if (listed instanceof Present(var there, _)) {
      names.addAll(there);
    }
    boolean made = planned.get(path) instanceof FileState.Directory;
    String prefix = path.endsWith("/") ? path : path + "/";
    for (var entry : planned.tailMap(prefix, false).entrySet()) {
      if (!entry.getKey().startsWith(prefix)) {
        break;
      }
      String name = entry.getKey().substring(prefix.length());
      if (!name.contains("/")) {
        made = true;
        if (entry.getValue() instanceof FileState.Missing) {
          names.remove(name);
        } else {
          names.add(name);
        }
      }
    }
    return listed instanceof Present || (made && listed instanceof Absent)
        ? new Present<>(java.util.List.copyOf(names), path)
        : listed;
  }

  @Override
  public Reading<FileStatus> status(String path, boolean follow) {
    return switch (planned.get(path)) {
      case null -> follow ? live.status(path) : live.statusOfLink(path);
      case FileState.Missing _ -> new Absent<>(path);
      case FileState.Regular(var content, int mode, String owner, String group) ->
          new Present<>(
              new FileStatus(
                  FileStatus.Type.FILE, mode, owner, group, content.size(), Optional.empty()),
              path);
      case FileState.Directory(int mode, String owner, String group) ->
          new Present<>(
              new FileStatus(FileStatus.Type.DIRECTORY, mode, owner, group, 0, Optional.empty()),
              path);
      case FileState.Other(String what) -> new Unreadable<>(path, what);
    };
  }
}
