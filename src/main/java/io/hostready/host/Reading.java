package io.hostready.host;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The result of reading something from a host: a value with its source, or the host does not have
 * it, or the reason why it could not be read.
 *
 * @param <T> the value, such as a file's text, or its parsed form
 */
public sealed interface Reading<T> {

  /** It was read; source is the file or command. */
  record Present<T>(T value, String source) implements Reading<T> {}

  /** The host does not have it; where is the file or directory that was searched. */
  record Absent<T>(String where) implements Reading<T> {}

  /** It could not be read; why is a phrase such as "Permission denied". */
  record Unreadable<T>(String where, String why) implements Reading<T> {}

  /**
   * The parsed form of a file in which every running Linux system lists something, such as mounts.
   *
   * @throws IllegalArgumentException if it is empty: the file was cut off, or is a different file
   */
  static <T> List<T> requireNonEmpty(List<T> parsed) {
    if (parsed.isEmpty()) {
      throw new IllegalArgumentException("it lists nothing, which no running Linux does");
    }
    return parsed;
  }

  /** The value, if it is present. */
  default Optional<T> toOptional() {
    return this instanceof Present(var value, _) ? Optional.of(value) : Optional.empty();
  }

  /** The value if it is present, otherwise the given one. */
  default T orElse(T other) {
    return this instanceof Present(var value, _) ? value : other;
  }

  /** The same reading, or another one if it is absent. */
  default Reading<T> or(Supplier<Reading<T>> other) {
    return this instanceof Absent ? other.get() : this;
  }

  /**
   * The same reading of something that every running Linux system has: if it is absent, it is
   * missing in the tree or hidden, which is no finding about the host.
   */
  default Reading<T> absentIsUnreadable() {
    return this instanceof Absent(var where)
        ? new Unreadable<>(where, "no such file, though every running Linux has it")
        : this;
  }

  /** The same reading with a value that is derived from the present one. */
  default <U> Reading<U> map(Function<? super T, ? extends U> make) {
    return switch (this) {
      case Present(var value, var source) -> new Present<>(make.apply(value), source);
      case Absent(var where) -> new Absent<>(where);
      case Unreadable(var where, var why) -> new Unreadable<>(where, why);
    };
  }

  /** The reading that is derived from the present value; otherwise the same absence or reason. */
  default <U> Reading<U> flatMap(Function<? super T, Reading<U>> make) {
    return switch (this) {
      case Present(var value, _) -> make.apply(value);
      case Absent(var where) -> new Absent<>(where);
      case Unreadable(var where, var why) -> new Unreadable<>(where, why);
    };
  }

  /** An optional part of the present value; absent if the value does not have it. */
  default <U> Reading<U> find(Function<? super T, Optional<U>> finder) {
    return flatMap(
        value ->
            finder
                .apply(value)
                .<Reading<U>>map(found -> new Present<>(found, place()))
                .orElseGet(() -> new Absent<>(place())));
  }

  /** The same with a parser, whose IllegalArgumentException makes it unreadable. */
  default <U> Reading<U> parse(Function<? super T, ? extends U> parser) {
    return parse(parser, "not as expected: ");
  }

  /** The same, for an exception whose message is the whole reason. */
  default <U> Reading<U> tryMap(Function<? super T, ? extends U> parser) {
    return parse(parser, "");
  }

  private <U> Reading<U> parse(Function<? super T, ? extends U> parser, String before) {
    try {
      return map(parser);
    } catch (IllegalArgumentException malformed) {
      return new Unreadable<>(place(), before + malformed.getMessage());
    }
  }

  /** The same with another source, such as a link to the file that was read. */
  default Reading<T> at(String place) {
    return switch (this) {
      case Present(var value, _) -> new Present<>(value, place);
      case Absent(_) -> new Absent<>(place);
      case Unreadable(_, var why) -> new Unreadable<>(place, why);
    };
  }

  /** The file or command from which it was read, or that was searched. */
  default String place() {
    return switch (this) {
      case Present(_, var source) -> source;
      case Absent(var where) -> where;
      case Unreadable(var where, _) -> where;
    };
  }
}
