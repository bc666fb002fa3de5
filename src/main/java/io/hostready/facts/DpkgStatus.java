package io.hostready.facts;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.text.Columns;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * dpkg's status file. It is scanned once for the position of each stanza, because it has several
 * megabytes and most stanzas are never needed. Source: dpkg(1), Package states; deb-control(5).
 */
public record DpkgStatus(Reading<Stanzas> stanzas) {

  /** The path of dpkg's status file. */
  public static final String PATH = "/var/lib/dpkg/status";

  /**
   * The file's content, and the positions of each package in it; a package of several architectures
   * has several.
   */
  public record Stanzas(byte[] list, Map<String, List<Place>> places) {

    /** The start of a stanza, and its line from 1. */
    record Place(int start, int line) {}

    static Stanzas of(byte[] list) {
      Map<String, List<Place>> places = HashMap.newHashMap(list.length / TYPICAL_STANZA);
      int line = 1;
      int at = 0;
      while (true) {
        int end = endOfLine(list, at);
        if (isHeading(list, at, end)) {
          String name = text(list, at + HEADING.length, end);
          List<Place> known = places.putIfAbsent(name, List.of(new Place(at, line)));
          if (places.size() > MOST) {
            throw new IllegalArgumentException("it lists more than " + MOST + " packages");
          }
          if (known != null && known.size() < MOST_OF_ONE) {
            List<Place> more = new ArrayList<>(known);
            more.add(new Place(at, line));
            places.put(name, more);
          }
        }
        if (end == list.length) {
          return new Stanzas(list, places);
        }
        at = end + 1;
        line++;
      }
    }

    private List<Entry> entries(String name) {
      List<Entry> entries = new ArrayList<>();
      for (Place place : places.getOrDefault(name, List.of())) {
        entry(list, place.start(), name, place.line()).ifPresent(entries::add);
      }
      return entries;
    }
  }

  /** Debian 13 has 70,000 packages altogether. */
  private static final int MOST = 150_000;

  /** For one package; dpkg supports some ten architectures, and a host has two or three. */
  private static final int MOST_OF_ONE = 16;

  /** In bytes; the mean of a thousand packages on Debian 13 is 610. */
  private static final int TYPICAL_STANZA = 512;

  /** The required fields are before the long ones. */
  private static final int LONGEST_STANZA = 1 << 18;

  private static final byte[] HEADING = "Package: ".getBytes(StandardCharsets.US_ASCII);

  /**
   * One package of one architecture: the wanted state ("install", "hold", "deinstall"), the current
   * state ("installed", "config-files", "half-configured"), and the line of its stanza, from 1.
   * Version and architecture are empty if the stanza has none.
   */
  public record Entry(
      String name, String wanted, String state, String version, String architecture, int line) {

    public boolean isInstalled() {
      return state.equals("installed");
    }

    public boolean isHeld() {
      return wanted.equals("hold");
    }

    InstalledPackage asPackage() {
      return new InstalledPackage(
          name, state, isHeld(), version, architecture, OptionalInt.of(line));
    }
  }

  public static DpkgStatus read(Host host) {
    return host.fact(DpkgStatus.class, DpkgStatus::look);
  }

  private static DpkgStatus look(Host host) {
    Reading<Stanzas> stanzas = host.bytes(PATH).tryMap(Stanzas::of);
    return new DpkgStatus(
        stanzas.toOptional().filter(known -> known.places().isEmpty()).isPresent()
            // For example after a power failure. On such a host, no package is reported as absent
            // or installed.
            ? new Unreadable<>(PATH, "it lists no package, not even dpkg")
            : stanzas);
  }

  /**
   * Entries of a package, one for each architecture, in file order. Name may end in
   * ":architecture".
   */
  public List<Entry> entries(String nameAndArchitecture) {
    if (!(stanzas instanceof Present(var known, _))) {
      return List.of();
    }
    int colon = nameAndArchitecture.indexOf(':');
    if (colon < 0) {
      return known.entries(nameAndArchitecture);
    }
    String architecture = nameAndArchitecture.substring(colon + 1);
    List<Entry> entries = known.entries(nameAndArchitecture.substring(0, colon));
    entries.removeIf(entry -> !entry.architecture().equals(architecture));
    return entries;
  }

  /**
   * dpkg's native architecture, as {@code dpkg --print-architecture} prints it: amd64, i386, arm64.
   */
  public Optional<String> architecture() {
    return entries("dpkg").stream()
        .map(Entry::architecture)
        .filter(name -> !name.isEmpty() && !name.equals("all"))
        .findFirst();
  }

  /** Parses the stanzas of one package. A stanza without a status of three words is ignored. */
  public static List<Entry> parse(String text, String name) {
    return Stanzas.of(text.getBytes(StandardCharsets.UTF_8)).entries(name);
  }

  private static Optional<Entry> entry(byte[] list, int start, String name, int line) {
    int most = Math.min(list.length, start + LONGEST_STANZA);
    int end = endOfLine(list, start);
    while (end + 1 < most && list[end + 1] != '\n') {
      end = endOfLine(list, end + 1);
    }
    String stanza = text(list, start, Math.min(end, most));
    String[] status = Columns.of(field(stanza, "Status"));
    return status.length < 3
        ? Optional.empty()
        : Optional.of(
            new Entry(
                name,
                status[0],
                status[2],
                field(stanza, "Version"),
                field(stanza, "Architecture"),
                line));
  }

  private static String field(String stanza, String name) {
    int at = stanza.indexOf("\n" + name + ": ");
    if (at < 0) {
      return "";
    }
    int start = at + name.length() + 3;
    int end = stanza.indexOf('\n', start);
    return stanza.substring(start, end < 0 ? stanza.length() : end).strip();
  }

  /** The index of the end of the line, or of the file. */
  private static int endOfLine(byte[] list, int from) {
    int end = from;
    while (end < list.length && list[end] != '\n') {
      end++;
    }
    return end;
  }

  private static boolean isHeading(byte[] list, int from, int end) {
    return Arrays.mismatch(list, from, end, HEADING, 0, HEADING.length) == HEADING.length;
  }

  /** The searched text is ASCII. */
  private static String text(byte[] list, int from, int to) {
    return new String(list, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
