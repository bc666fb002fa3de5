package io.hostready.capture;

import io.hostready.host.CommandOutcome;
import io.hostready.host.FileStatus;
import io.hostready.host.Host;
import io.hostready.host.Reading.Present;
import io.hostready.host.RecordedCommands;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A whole host of the fixtures with some changes. Paths are without links on the way. */
public final class ChangedHost {

  private final TreeMap<String, CapturedPath> paths;
  private Map<String, CommandOutcome> commands;

  private ChangedHost(HostSection section) {
    this.paths = new TreeMap<>(section.paths());
    this.commands = section.commands();
  }

  /** The host of that name. */
  public static ChangedHost of(String name) {
    return new ChangedHost(Fixtures.text(Fixtures.host(name)).common());
  }

  public ChangedHost file(String path, String content) {
    paths.put(path, Fixtures.file(path, content));
    return this;
  }

  public ChangedHost link(String path, String target) {
    return put(path, FileStatus.Type.LINK, 0777, Optional.of(target));
  }

  public ChangedHost without(String path) {
    paths.remove(path);
    return this;
  }

  /** Replaces a part of a file, which must be in it. */
  public ChangedHost edit(String path, String part, String other) {
    byte[] content = paths.get(path).content().toOptional().orElseThrow();
    String text = new String(content, StandardCharsets.UTF_8);
    if (!text.contains(part)) {
      throw new IllegalArgumentException("'" + part + "' is not in " + path);
    }
    return file(path, text.replace(part, other));
  }

  /** Makes a path a file of another mode, of which the content is not known. */
  public ChangedHost mode(String path, int mode) {
    return put(path, FileStatus.Type.FILE, mode, Optional.empty());
  }

  private ChangedHost put(String path, FileStatus.Type type, int mode, Optional<String> target) {
    FileStatus status = new FileStatus(type, mode, "root", "root", 0, target);
    paths.put(path, CapturedPath.of(new Present<>(status, path)));
    return this;
  }

  /** Changes what commands said. */
  public ChangedHost commands(UnaryOperator<String> change) {
    String before = RecordedCommands.text(commands);
    String after = change.apply(before);
    if (after.equals(before)) {
      throw new IllegalArgumentException("nothing is changed in " + before);
    }
    Map<String, CommandOutcome> changed = new LinkedHashMap<>();
    RecordedCommands.parse(
        after, () -> 1, (command, outcome) -> changed.put(command, outcome) == null);
    commands = changed;
    return this;
  }

  public Host host() {
    HostSection section = new HostSection("", List.of(), List.of(), paths, commands);
    try {
      return new HostText(Optional.empty(), section, List.of()).host("changed");
    } catch (HostTextException wrong) {
      throw new IllegalArgumentException(wrong);
    }
  }
}
