package io.hostready.facts;

import io.hostready.host.FileContent;
import io.hostready.host.Host;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * dpkg's list of packages, searched for the stanzas that are asked for, because it is megabytes
 * long. Source: dpkg(1), Package states; deb-control(5).
 */
public record DpkgStatus(Fact<String> text) {

  /** Where dpkg keeps the list. */
  public static final String PATH = "/var/lib/dpkg/status";

  /**
   * One package of one architecture: what is wanted of it ("install", "hold", "deinstall"), its
   * state ("installed", "config-files", "half-configured"), and the line of its stanza, from 1.
   * Version and architecture are empty where the stanza has none.
   */
  public record Entry(
      String name, String wanted, String state, String version, String architecture, int line) {

    public boolean isInstalled() {
      return state.equals("installed");
    }

    public boolean isHeld() {
      return wanted.equals("hold");
    }
  }

  public static DpkgStatus read(Host host) {
    return host.fact(DpkgStatus.class, DpkgStatus::look);
  }

  private static DpkgStatus look(Host host) {
    return new DpkgStatus(
        switch (host.bytes(PATH)) {
          // What is looked for is ASCII. Decoding the other fields' UTF-8 took longer than all
          // else.
          case FileContent.Bytes(byte[] content) ->
              new Fact.Known<>(new String(content, StandardCharsets.ISO_8859_1), PATH);
          case FileContent.Missing() -> new Fact.Absent<>(PATH);
          case FileContent.Unreadable(String why) -> new Fact.Unreadable<>(PATH, why);
        });
  }

  /** Entries of a package, one an architecture, in file order. Name may end in ":architecture". */
  public List<Entry> entries(String nameAndArchitecture) {
    String[] parts = nameAndArchitecture.split(":", 2);
    return text.known().map(known -> parse(known, parts[0])).orElse(List.of()).stream()
        .filter(entry -> parts.length == 1 || entry.architecture().equals(parts[1]))
        .toList();
  }

  /** dpkg's own architecture, as {@code dpkg --print-architecture} says it: amd64, i386, arm64. */
  public Optional<String> architecture() {
    return entries("dpkg").stream()
        .map(Entry::architecture)
        .filter(name -> !name.isEmpty() && !name.equals("all"))
        .findFirst();
  }

  /** Parses the stanzas of one package. A stanza without a status of three words says nothing. */
  public static List<Entry> parse(String text, String name) {
    List<Entry> entries = new ArrayList<>();
    String heading = "Package: " + name;
    int counted = 0;
    int line = 1;
    for (int at = text.indexOf(heading); at >= 0; at = text.indexOf(heading, at + 1)) {
      int end = at + heading.length();
      boolean startsLine = at == 0 || text.charAt(at - 1) == '\n';
      boolean endsLine = end == text.length() || text.charAt(end) == '\n';
      if (startsLine && endsLine) {
        line += newlines(text, counted, at);
        counted = at;
        entry(text, at, name, line).ifPresent(entries::add);
      }
    }
    return List.copyOf(entries);
  }

  private static int newlines(String text, int from, int to) {
    int count = 0;
    for (int i = text.indexOf('\n', from); i >= 0 && i < to; i = text.indexOf('\n', i + 1)) {
      count++;
    }
    return count;
  }

  private static Optional<Entry> entry(String text, int start, String name, int line) {
    int blank = text.indexOf("\n\n", start);
    String stanza = text.substring(start, blank < 0 ? text.length() : blank);
    String[] status = field(stanza, "Status").split("\\s+");
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
}
