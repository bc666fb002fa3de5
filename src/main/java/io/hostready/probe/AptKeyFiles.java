package io.hostready.probe;

import io.hostready.facts.OpenPgpKeys;
import io.hostready.facts.ResolvedPath;
import io.hostready.host.Host;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether apt can read the key files in its sources. Source: sources.list(5), Signed-By;
 * path_resolution(7).
 */
final class AptKeyFiles {

  private AptKeyFiles() {}

  // inode(7): S_IROTH, and S_IXOTH, without which the files in a directory cannot be accessed.
  private static final int READABLE_BY_OTHERS = 0004;
  private static final int SEARCHABLE_BY_OTHERS = 0001;

  /** A flag with the reason why apt cannot read it, or Unreadable if that is unknown. */
  static Value areReadable(Host host, List<String> files, List<Evidence> evidence) {
    Optional<Value> hindrance = Optional.empty();
    for (String file : files) {
      Optional<Value> found = hindrance(host, file, evidence);
      if (found.isPresent() && !(hindrance.orElse(null) instanceof Value.Flag)) {
        hindrance = found;
      }
    }
    return hindrance.orElse(new Value.Flag(true));
  }

  private static Optional<Value> hindrance(Host host, String file, List<Evidence> evidence) {
    // The directories first: without search permission, the file's status cannot be read either.
    return inDirectories(host, above(file), evidence)
        .or(() -> inMode(host, file, evidence))
        .or(() -> behindLinks(host, file, evidence))
        .or(() -> inForm(host, file));
  }

  private static Optional<Value> inMode(Host host, String file, List<Evidence> evidence) {
    return switch (host.status(file)) {
      case Present(var there, _) -> {
        evidence.add(Evidence.of(file, file, there.octalMode()));
        yield (there.mode() & READABLE_BY_OTHERS) == 0
            ? no(file + " is " + there.octalMode())
            : Optional.empty();
      }
      case Absent(_) -> {
        evidence.add(Evidence.of(file, file, null));
        yield no(file + " is not there");
      }
      case Unreadable(_, var why) -> Optional.of(new Value.Unreadable(file, why));
    };
  }

  private static Optional<Value> behindLinks(Host host, String file, List<Evidence> evidence) {
    return switch (ResolvedPath.of(host, file)) {
      case Present(var resolved, _) -> inDirectories(host, above(resolved.path()), evidence);
      case Absent(_) -> Optional.empty();
      case Unreadable(var where, var why) -> Optional.of(new Value.Unreadable(where, why));
    };
  }

  private static Optional<Value> inDirectories(
      Host host, List<String> directories, List<Evidence> evidence) {
    for (String directory : directories) {
      switch (host.status(directory)) {
        case Present(var there, _) -> {
          if ((there.mode() & SEARCHABLE_BY_OTHERS) == 0) {
            evidence.add(Evidence.of(directory, directory, there.octalMode()));
            return no(directory + " is " + there.octalMode());
          }
        }
        case Absent(_) -> {} // so is the file, or only the tree's attributes list it
        case Unreadable(_, var why) -> {
          return Optional.of(new Value.Unreadable(directory, why));
        }
      }
    }
    return Optional.empty();
  }

  /** The directories above a path, without the root. */
  private static List<String> above(String path) {
    List<String> directories = new ArrayList<>();
    for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
      directories.add(path.substring(0, slash));
    }
    return directories;
  }

  private static Optional<Value> inForm(Host host, String file) {
    return switch (host.bytes(file)) {
      case Present(var content, _) -> {
        Optional<String> why = OpenPgpKeys.whyIgnored(file, content);
        yield why.isEmpty() ? Optional.empty() : no(file + " " + why.get());
      }
      case Absent(_) -> Optional.of(new Value.Unreadable(file, "its text is not in this tree"));
      case Unreadable(_, var why) -> Optional.of(new Value.Unreadable(file, why));
    };
  }

  private static Optional<Value> no(String because) {
    return Optional.of(new Value.Flag(false, because));
  }
}
