package io.hostready.capture;

import io.hostready.facts.Inventory;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a capture says of itself.
 *
 * @param made by which version of hostready, when, and whether root did it
 * @param rules the rules that were asked, with the SHA-256 of the file of each, where it was at
 *     hand
 * @param without what is not in it, and why
 * @param inventory the machine, without serial numbers, UUIDs and MAC addresses; empty of a
 *     directory tree
 */
public record Manifest(
    Made made,
    List<String> packs,
    Map<String, String> parameters,
    Map<String, String> rules,
    Without without,
    Optional<Inventory> inventory) {

  /** The format that this version writes, and the newest that it reads. */
  public static final int FORMAT = 2;

  /**
   * The making of a capture; version is hostready's.
   *
   * @param all whether everything was taken that any known rule may read
   */
  public record Made(String version, Instant at, boolean byRoot, boolean all) {}

  /**
   * What a capture lacks.
   *
   * @param leftOut paths and commands that hold secrets, and which
   * @param replaced paths and commands of which single values were replaced
   * @param unreadable paths that could not be read of the host, and why
   * @param undecided rules that say another thing of the capture than of the host, and why
   */
  public record Without(
      Map<String, String> leftOut,
      List<String> replaced,
      Map<String, String> unreadable,
      Map<String, String> undecided) {
    public Without {
      leftOut = copy(leftOut);
      replaced = List.copyOf(replaced);
      unreadable = copy(unreadable);
      undecided = copy(undecided);
    }
  }

  public Manifest {
    packs = List.copyOf(packs);
    parameters = copy(parameters);
    rules = copy(rules);
  }

  private static Map<String, String> copy(Map<String, String> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  /** The same capture, about which more was found out. */
  public Manifest withUndecided(Map<String, String> undecided) {
    return new Manifest(
        made,
        packs,
        parameters,
        rules,
        new Without(without.leftOut(), without.replaced(), without.unreadable(), undecided),
        inventory);
  }

  /** What is said of something that nobody asked for when the capture was made. */
  public String lacking() {
    String names = packs.stream().collect(Collectors.joining(", "));
    String what =
        made.all()
            ? "of everything that its rules may read"
            : "with the pack" + (packs.size() == 1 ? " " : "s ") + names;
    return "not in the capture, which hostready " + made.version() + " made " + what;
  }
}
