package io.hostready.text;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of an Alpine package, such as {@code 28.3.3_rc1-r2}, in apk's order: 1.0_rc1 &lt; 1.0
 * &lt; 1.0-r1 &lt; 1.0_p1 &lt; 1.0a &lt; 1.0.1. Source: apk-package(5); src/version.c of apk-tools.
 */
public record ApkVersion(String text) implements Comparable<ApkVersion> {

  /** The kinds of parts, in the order in which they can follow each other. */
  private enum Kind {
    FIRST_NUMBER("([0-9]+)"),
    NUMBER("\\.([0-9]+)"),
    LETTER("([a-z])"),
    SUFFIX("_(alpha|beta|pre|rc|cvs|svn|git|hg|p)(?![a-z])"),
    SUFFIX_NUMBER("([0-9]+)"),
    COMMIT("~([0-9a-f]+)"),
    REVISION("-r([0-9]+)"),
    END("()$"),
    /** What is no part of a version; the comparison ends there. */
    INVALID("(.*)");

    private final Pattern form;

    Kind(String form) {
      this.form = Pattern.compile(form, Pattern.DOTALL);
    }

    /** Whether it can come after another; numbers and suffixes can be repeated. */
    private boolean canFollow(Kind other) {
      return switch (this) {
        case FIRST_NUMBER -> false;
        case NUMBER -> other.compareTo(NUMBER) <= 0;
        case LETTER -> other.compareTo(LETTER) < 0;
        case SUFFIX -> other.compareTo(SUFFIX_NUMBER) <= 0;
        case SUFFIX_NUMBER -> other == SUFFIX;
        case COMMIT, REVISION -> other.compareTo(this) < 0;
        case END, INVALID -> true;
      };
    }
  }

  /** A part without the character that introduces it. */
  private record Part(Kind kind, String text) {}

  /** Those before the empty text sort before the version without a suffix. */
  private static final List<String> SUFFIXES =
      List.of("alpha", "beta", "pre", "rc", "", "cvs", "svn", "git", "hg", "p");

  /** The parts, of which the last one is END or INVALID. */
  private List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    int at = 0;
    Kind last = null;
    while (last != Kind.END && last != Kind.INVALID) {
      Part part = part(at, last);
      parts.add(part);
      last = part.kind();
      at += length(part);
    }
    return parts;
  }

  private Part part(int at, Kind last) {
    for (Kind kind : Kind.values()) {
      if (last == null ? kind == Kind.FIRST_NUMBER : kind.canFollow(last)) {
        Matcher form = kind.form.matcher(text).region(at, text.length());
        if (form.lookingAt()) {
          return new Part(kind, form.group(1));
        }
      }
    }
    return new Part(Kind.INVALID, "");
  }

  private static int length(Part part) {
    return part.text().length()
        + switch (part.kind()) {
          case NUMBER, SUFFIX, COMMIT -> 1;
          case REVISION -> 2;
          case FIRST_NUMBER, LETTER, SUFFIX_NUMBER, END, INVALID -> 0;
        };
  }

  @Override
  public int compareTo(ApkVersion other) {
    List<Part> one = parts();
    List<Part> two = other.parts();
    for (int i = 0; i < Math.min(one.size(), two.size()); i++) {
      Part first = one.get(i);
      Part second = two.get(i);
      if (first.kind() != second.kind()) {
        return byKind(first, second);
      }
      int order = compare(first, second);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /** Where one version ends or continues in another way: the longer one is later, except _rc1. */
  private static int byKind(Part first, Part second) {
    if (isEarly(first) || isEarly(second)) {
      return isEarly(first) ? -1 : 1;
    }
    return second.kind().compareTo(first.kind());
  }

  private static boolean isEarly(Part part) {
    return part.kind() == Kind.SUFFIX && SUFFIXES.indexOf(part.text()) < SUFFIXES.indexOf("");
  }

  private static int compare(Part first, Part second) {
    String one = first.text();
    String two = second.text();
    return switch (first.kind()) {
      case NUMBER ->
          one.startsWith("0") || two.startsWith("0") ? one.compareTo(two) : byValue(one, two);
      case FIRST_NUMBER, SUFFIX_NUMBER, REVISION -> byValue(one, two);
      case SUFFIX -> Integer.compare(SUFFIXES.indexOf(one), SUFFIXES.indexOf(two));
      case LETTER, COMMIT -> one.compareTo(two);
      case END, INVALID -> 0;
    };
  }

  private static int byValue(String one, String two) {
    return new BigInteger(one).compareTo(new BigInteger(two));
  }

  @Override
  public String toString() {
    return text;
  }
}
