package io.hostready.capture;

import io.hostready.cli.Project;
import io.hostready.host.FileStatus;
import io.hostready.host.Host;
import io.hostready.host.Reading.Present;
import io.hostready.host.RecordedCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Texts of hosts in test-fixtures. */
public final class Fixtures {

  private Fixtures() {}

  /** The files of whole hosts, of which some may be captures. */
  public static List<Path> hosts() {
    return files("hosts", "").stream()
        .filter(file -> file.toString().matches(".*\\.host(\\.gz)?"))
        .toList();
  }

  /** The file of a whole host. */
  public static Path host(String name) {
    return Project.FIXTURES.resolve("hosts").resolve(name + ".host");
  }

  /** The situations of a rule. */
  public static HostText rule(String id) {
    return text(Project.FIXTURES.resolve("rules").resolve(id + ".hosts"));
  }

  /** The host of one situation of a rule. */
  public static Host situation(String rule, String name) {
    HostText text = rule(rule);
    return host(text, name);
  }

  /** The parameters that a situation of a rule sets. */
  public static Map<String, String> parameters(String rule, String name) {
    HostText text = rule(rule);
    return text.parameters(text.situation(name).orElseThrow());
  }

  /** The host of one situation of a text. */
  public static Host host(HostText text, String name) {
    try {
      return text.host(name, text.situation(name).orElseThrow());
    } catch (HostTextException wrong) {
      throw new IllegalArgumentException(wrong);
    }
  }

  /** The host of a text without situations. */
  public static Host only(HostText text) {
    try {
      return text.host("capture");
    } catch (HostTextException wrong) {
      throw new IllegalArgumentException(wrong);
    }
  }

  /** The host of a file or directory, as {@code --host} opens it. */
  public static Host open(Path path) {
    return HostOpener.open(path.toString(), Optional.empty()).host();
  }

  public static HostText text(Path file) {
    try {
      return HostTextFile.read(file, Optional.empty());
    } catch (HostTextException wrong) {
      throw new IllegalArgumentException(file.toString(), wrong);
    }
  }

  /** A text of which each situation changes the whole host that the text is named after. */
  public static HostText changes(Path file) {
    HostText text = text(file);
    String base = String.valueOf(file.getFileName()).replace(".hosts", "");
    HostSection whole = text(host(base)).common();
    return new HostText(text.manifest(), merged(whole, text.common()), text.situations());
  }

  private static HostSection merged(HostSection whole, HostSection common) {
    var paths = new LinkedHashMap<>(whole.paths());
    paths.putAll(common.paths());
    var commands = new LinkedHashMap<>(whole.commands());
    commands.putAll(common.commands());
    return new HostSection("", List.of(), common.fields(), paths, commands);
  }

  /** The files that a situation has itself, in the order of the text. */
  public static Map<String, byte[]> contents(HostText text, String name) {
    return contents(text.situation(name).orElseThrow());
  }

  static Map<String, byte[]> contents(HostSection section) {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    section
        .paths()
        .forEach(
            (path, known) -> {
              if (known.content() instanceof Present(byte[] content, _)) {
                contents.put(path, content);
              }
            });
    return contents;
  }

  /** The contents of the files of all hosts, by the text, the situation, a colon and the path. */
  public static Map<String, byte[]> contents() {
    Map<String, byte[]> all = new TreeMap<>();
    sections()
        .forEach(
            (name, section) ->
                contents(section).forEach((path, content) -> all.put(name + ":" + path, content)));
    return all;
  }

  /** What commands said on all hosts, by the text and the situation. */
  public static Map<String, byte[]> commands() {
    Map<String, byte[]> all = new TreeMap<>();
    sections()
        .forEach(
            (name, section) ->
                all.put(
                    name,
                    RecordedCommands.text(section.commands()).getBytes(StandardCharsets.UTF_8)));
    all.values().removeIf(text -> text.length == 0);
    return all;
  }

  private static Map<String, HostSection> sections() {
    Map<String, HostSection> sections = new TreeMap<>();
    List<Path> files = new ArrayList<>(files("hosts", ".host"));
    files.addAll(files("kernel-configs", ".host"));
    files.addAll(files("rules", ".hosts"));
    for (Path file : files) {
      HostText text = text(file);
      String name = Project.FIXTURES.relativize(file).toString();
      sections.put(name, text.common());
      text.situations().forEach(each -> sections.put(name + "/" + each.name(), each));
    }
    return sections;
  }

  /** The same text, in which a file of a situation has this content. */
  public static HostText with(HostText text, String name, String path, String content) {
    return new HostText(
        text.manifest(),
        text.common(),
        text.situations().stream()
            .map(each -> each.name().equals(name) ? with(each, path, content) : each)
            .toList());
  }

  private static HostSection with(HostSection section, String path, String content) {
    Map<String, CapturedPath> paths = new LinkedHashMap<>(section.paths());
    paths.put(path, file(path, content));
    return new HostSection(
        section.name(), section.about(), section.fields(), paths, section.commands());
  }

  /** A file that is root's. */
  static CapturedPath file(String path, String content) {
    return file(path, content.getBytes(StandardCharsets.UTF_8));
  }

  static CapturedPath file(String path, byte[] bytes) {
    FileStatus status =
        new FileStatus(FileStatus.Type.FILE, 0644, "root", "root", bytes.length, Optional.empty());
    return CapturedPath.of(new Present<>(status, path)).withContent(new Present<>(bytes, path));
  }

  /** The files of a directory of test-fixtures that end so, by name; also of those in it. */
  public static List<Path> files(String directory, String ending) {
    try (Stream<Path> files = Files.walk(Project.FIXTURES.resolve(directory))) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** What lies beside a text and is called as it is, with another ending. */
  public static Path beside(Path text, String ending) {
    String name = String.valueOf(text.getFileName());
    return text.resolveSibling(name.replaceFirst("\\.hosts?(\\.gz)?$", "") + ending);
  }
}
