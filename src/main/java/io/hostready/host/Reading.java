package io.hostready.host;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What reading something of a host gave: a value with its source, that the host does not have it,
 * or why it could not be read.
 *
 * @param <T> what is read, such as a file's text, or what is parsed from it
 */
public sealed interface Reading<T> {

  /** It was read; source is the file or command that said so. */
  record Present<T>(T value, String source) implements Reading<T> {}

  /** The host does not have it; where is the file or directory looked for. */
  record Absent<T>(String where) implements Reading<T> {}

  /** It could not be read; why is a phrase such as "Permission denied". */
  record Unreadable<T>(String where, String why) implements Reading<T> {}

  /**
   * What was parsed of a file in which every running Linux lists something, such as mounts.
   *
   * @throws IllegalArgumentException when there is nothing: the file was cut off, or is no such one
   */
  static <T> List<T> requireNonEmpty(List<T> parsed) {
    if (parsed.isEmpty()) {
      throw new IllegalArgumentException("it lists nothing, which no running Linux does");
    }
    return parsed;
  }

  /** The value, where it is present. */
  default Optional<T> toOptional() {
    return this instanceof Present(var value, _) ? Optional.of(value) : Optional.empty();
  }

  /** The value where it is present, or else the given one. */
  default T orElse(T other) {
    return this instanceof Present(var value, _) ? value : other;
  }

  /** The same, or another one where it is absent. */
  default Reading<T> or(Supplier<Reading<T>> other) {
    return this instanceof Absent ? other.get() : this;
  }

  /**
   * The same reading of something that every running Linux has: where it is absent, it was left out
   * of the tree or hidden, and that is no finding about the host.
   */
  default Reading<T> absentIsUnreadable() {
    return this instanceof Absent(var where)
        ? new Unreadable<>(where, "no such file, though every running Linux has it")
        : this;
  }

  /** The same reading with another value, made from the present one. */
  default <U> Reading<U> map(Function<? super T, ? extends U> make) {
    return switch (this) {
      case Present(var value, var source) -> new Present<>(make.apply(value), source);
      case Absent(var where) -> new Absent<>(where);
      case Unreadable(var where, var why) -> new Unreadable<>(where, why);
    };
  }

  /** The reading that is made from the present value; otherwise the same absence or reason. */
  default <U> Reading<U> flatMap(Function<? super T, Reading<U>> make) {
    return switch (this) {
      case Present(var value, _) -> make.apply(value);
      case Absent(var where) -> new Absent<>(where);
      case Unreadable(var where, var why) -> new Unreadable<>(where, why);
    };
  }

  /** What is looked for in the present value; absent from there where it has no such thing. */
  default <U> Reading<U> find(Function<? super T, Optional<U>> finder) {
    return flatMap(
        value ->
            finder
                .apply(value)
                .<Reading<U>>map(found -> new Present<>(found, place()))
                .orElseGet(() -> new Absent<>(place())));
  }

  /** The same through a parser, whose IllegalArgumentException makes it unreadable. */
  default <U> Reading<U> parse(Function<? super T, ? extends U> parser) {
    return parse(parser, "not as expected: ");
  }

  /** The same, where the exception tells the whole reason. */
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

  /** The same of another place, such as a link that leads to the one that was read. */
  default Reading<T> at(String place) {
    return switch (this) {
      case Present(var value, _) -> new Present<>(value, place);
      case Absent(_) -> new Absent<>(place);
      case Unreadable(_, var why) -> new Unreadable<>(place, why);
    };
  }

  /** Where it was read or looked for. */
  default String place() {
    return switch (this) {
      case Present(_, var source) -> source;
      case Absent(var where) -> where;
      case Unreadable(var where, _) -> where;
    };
  }
}
