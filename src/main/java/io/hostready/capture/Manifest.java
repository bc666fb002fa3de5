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
 * The manifest of a capture.
 *
 * @param made version of hostready, time, and whether root created it
 * @param rules the rules that were checked, with the SHA-256 of each file, if available
 * @param without the omissions, with reasons
 * @param inventory the hardware, without serial numbers, UUIDs and MAC addresses; empty for a
 *     directory tree
 */
public record Manifest(
    Made made,
    List<String> packs,
    Map<String, String> parameters,
    Map<String, String> rules,
    Without without,
    Optional<Inventory> inventory) {

  /** The format that this version writes, and the newest that it can read. */
  public static final int FORMAT = 2;

  /** How the reason starts for a path or command that was not requested. */
  public static final String LACKING = "not in the capture";

  /**
   * How a capture was created; version is hostready's.
   *
   * @param all whether it contains everything that any available rule may read
   */
  public record Made(String version, Instant at, boolean byRoot, boolean all) {}

  /**
   * The omissions of a capture.
   *
   * @param leftOut paths and commands with secrets, and the kind of secret
   * @param replaced paths and commands in which single values were replaced
   * @param unreadable paths that could not be read on the host, with reasons
   * @param undecided rules whose verdict on the capture differs from that on the host, with reasons
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

  /** The same capture with further omissions. */
  public Manifest withUndecided(Map<String, String> undecided) {
    return new Manifest(
        made,
        packs,
        parameters,
        rules,
        new Without(without.leftOut(), without.replaced(), without.unreadable(), undecided),
        inventory);
  }

  /** The reason for a path or command that was not requested when the capture was created. */
  public String lacking() {
    String names = packs.stream().collect(Collectors.joining(", "));
    String what =
        made.all()
            ? "of everything that its rules may read"
            : "with the pack" + (packs.size() == 1 ? " " : "s ") + names;
    return LACKING + ", which hostready " + made.version() + " made " + what;
  }
}
