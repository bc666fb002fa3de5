package io.hostready.change;

import io.hostready.host.Bytes;
import io.hostready.host.Host;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.util.Locale;

/** The state of a path that a plan stores, to detect that the host has changed since. */
public sealed interface FileState {

  /** What it is, as a phrase: "a file of 120 bytes, mode 0644, of root:root". */
  String description();

  /** The path does not exist. */
  record Missing() implements FileState {
    @Override
    public String description() {
      return "nothing";
    }
  }

  /** A regular file. Mode has the twelve permission bits; owner and group by name or number. */
  record Regular(Bytes content, int mode, String owner, String group) implements FileState {
    @Override
    public String description() {
      return "a file of %d bytes (SHA-256 %.12s), mode %s, of %s:%s"
          .formatted(content.size(), content.sha256(), octal(mode), owner, group);
    }
  }

  /** A directory. */
  record Directory(int mode, String owner, String group) implements FileState {
    @Override
    public String description() {
      return "a directory, mode %s, of %s:%s".formatted(octal(mode), owner, group);
    }
  }

  /** A file that no change touches: a link, a socket, a device; or a path that cannot be read. */
  record Other(String what) implements FileState {
    @Override
    public String description() {
      return what;
    }
  }

  /** Reads the state of a path on a host; a link in its last component is not followed. */
  static FileState of(Host host, String path) {
    return switch (host.statusOfLink(path)) {
      case Absent(_) -> new Missing();
      case Unreadable(_, var why) -> new Other("something that cannot be seen: " + why);
      case Present(var present, _) ->
          switch (present.type()) {
            case FILE ->
                switch (host.bytes(path)) {
                  case Present(var bytes, _) ->
                      new Regular(
                          Bytes.of(bytes), present.mode(), present.owner(), present.group());
                  case Absent(_) -> new Missing();
                  case Unreadable(_, var why) -> new Other("a file that cannot be read: " + why);
                };
            case DIRECTORY -> new Directory(present.mode(), present.owner(), present.group());
            case LINK -> new Other("a link to " + present.linkTarget().orElse("somewhere"));
            case SOCKET, DEVICE, FIFO -> new Other("a " + present.type().id());
          };
    };
  }

  /** The file that a change writes at the path of this state. */
  static ChangeSummary written(String path, FileState before) {
    return before instanceof Missing
        ? ChangeSummary.create(path)
        : ChangeSummary.change("change", path);
  }

  /** The same with the mode of the file, unless it is the default mode. */
  static ChangeSummary summary(ChangeSummary change, int mode, int usual) {
    return mode == usual ? change : change.with("mode " + octal(mode));
  }

  /** A mode in the form of chmod(1): four octal digits. */
  static String octal(int mode) {
    return String.format(Locale.ROOT, "%04o", mode);
  }
}
