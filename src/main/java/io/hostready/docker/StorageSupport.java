package io.hostready.docker;

import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Whether a storage driver works on a host, with the source and the reason as a phrase. */
public record StorageSupport(State state, String source, String why) {

  public enum State {
    WORKS,
    /** Docker finds out when it starts, and does not use the driver. */
    FAILS,
    /** Docker uses the driver, but the kernel refuses the mount of each container. */
    MOUNT_FAILS,
    UNKNOWN
  }

  public static StorageSupport works(String source, String why) {
    return new StorageSupport(State.WORKS, source, why);
  }

  static StorageSupport fails(String source, String why) {
    return new StorageSupport(State.FAILS, source, why);
  }

  static StorageSupport mountFails(String source, String why) {
    return new StorageSupport(State.MOUNT_FAILS, source, why);
  }

  static StorageSupport unknown(String source, String why) {
    return new StorageSupport(State.UNKNOWN, source, why);
  }

  /** The result for a reading's value and source; unknown, with the reason, if it has no value. */
  static <T> StorageSupport of(
      Reading<T> reading, String whyAbsent, BiFunction<T, String, StorageSupport> make) {
    return switch (reading) {
      case Present(var value, var source) -> make.apply(value, source);
      case Absent(var where) -> unknown(where, whyAbsent);
      case Unreadable(var where, var why) -> unknown(where, why);
    };
  }

  public boolean works() {
    return state == State.WORKS;
  }

  /** Whether Docker uses the driver, even if no container starts with it. */
  boolean isAccepted() {
    return state == State.WORKS || state == State.MOUNT_FAILS;
  }

  /** This condition and another one; a failure of either takes precedence over unknown. */
  StorageSupport and(Supplier<StorageSupport> other) {
    if (state == State.FAILS) {
      return this;
    }
    StorageSupport next = other.get();
    if (next.state() == State.FAILS || state == State.WORKS && !next.works()) {
      return next;
    }
    return state == State.WORKS ? works(source, joined(why, next.why())) : this;
  }

  private static String joined(String first, String second) {
    return first.isEmpty() ? second : second.isEmpty() ? first : first + "; " + second;
  }

  /** As in evidence: "works: ...", "no: ...", "unknown: ...". */
  public String preview() {
    return switch (state) {
      case WORKS -> "works: " + why;
      case FAILS, MOUNT_FAILS -> "no: " + why;
      case UNKNOWN -> "unknown: " + why;
    };
  }
}
