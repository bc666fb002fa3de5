package io.hostready.facts;

import io.hostready.host.FileContent;
import io.hostready.host.FileText;
import io.hostready.host.Host;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a host says about something: known with its source, absent, or not readable and why.
 *
 * @param <T> what is known
 */
public sealed interface Fact<T> {

  /** It was read; source is the file or command that said so. */
  record Known<T>(T value, String source) implements Fact<T> {}

  /** The host does not have it; where is the file or folder looked for. */
  record Absent<T>(String where) implements Fact<T> {}

  /** It could not be read; why is a phrase. */
  record Unreadable<T>(String where, String why) implements Fact<T> {}

  /** The fact of one file: its text through a parser. A parser's complaint makes it unreadable. */
  static <T> Fact<T> ofFile(Host host, String path, Function<String, T> parse) {
    return parsed(host.text(path), parse);
  }

  /**
   * The fact of a table of the kernel in ASCII, which may be longer than texts are and of which few
   * lines are kept: a host has a hundred thousand connections, and listens on some ports.
   */
  static <T> Fact<T> ofTable(Host host, String path, Function<String, T> parse) {
    return host.bytes(path) instanceof FileContent.Bytes(byte[] content)
        ? parsed(new FileText.Text(path, new String(content, StandardCharsets.ISO_8859_1)), parse)
        : parsed(host.text(path), parse);
  }

  private static <T> Fact<T> parsed(FileText text, Function<String, T> parse) {
    return switch (text) {
      case FileText.Text(String path, String content) -> {
        try {
          yield new Known<>(parse.apply(content), path);
        } catch (IllegalArgumentException malformed) {
          yield new Unreadable<>(path, "not as expected: " + malformed.getMessage());
        }
      }
      case FileText.Missing(String path) -> new Absent<>(path);
      case FileText.Unreadable(String path, String why) -> new Unreadable<>(path, why);
    };
  }

  /**
   * What was parsed of a file in which every running Linux lists something, such as mounts.
   *
   * @throws IllegalArgumentException when there is nothing: the file was cut off, or is no such one
   */
  static <T> List<T> some(List<T> parsed) {
    if (parsed.isEmpty()) {
      throw new IllegalArgumentException("it lists nothing, which no running Linux does");
    }
    return parsed;
  }

  /** The value, if it is known. */
  default Optional<T> known() {
    return this instanceof Known<T>(T value, _) ? Optional.of(value) : Optional.empty();
  }

  /**
   * The same fact of something that every running Linux has: where it is not there, it was left out
   * of the tree or hidden, and that is no finding about the host.
   */
  default Fact<T> neverAbsent() {
    return this instanceof Absent<T>(String where)
        ? new Unreadable<>(where, "no such file, though every running Linux has it")
        : this;
  }

  /** The same fact with another value made from the known one. */
  default <U> Fact<U> map(Function<T, U> make) {
    return switch (this) {
      case Known<T>(T value, String source) -> new Known<>(make.apply(value), source);
      case Absent<T>(String where) -> new Absent<>(where);
      case Unreadable<T>(String where, String why) -> new Unreadable<>(where, why);
    };
  }
}
