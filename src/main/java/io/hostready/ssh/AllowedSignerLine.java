package io.hostready.ssh;

import io.hostready.ssh.AllowedSigners.Signer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses a line: {@code PRINCIPALS [OPTIONS] TYPE KEY [COMMENT]}, or {@code TYPE KEY [COMMENT]}.
 * Source: ssh-keygen(1), ALLOWED SIGNERS.
 */
final class AllowedSignerLine {

  /** A key in base64 starts with the length of its type, which is below 2^8. */
  private static final String KEY = "AAAA";

  private static final Pattern TIME =
      Pattern.compile("(\\d{4})(\\d\\d)(\\d\\d)(?:(\\d\\d)(\\d\\d)(\\d\\d)?)?Z?");

  /** In a file authorized_keys, options come first. Without a check they would be principals. */
  private static final Pattern OPTION = Pattern.compile("=\"|^cert-authority$");

  private final Set<String> seen = new HashSet<>();
  private Optional<String> namespaces = Optional.empty();
  private Optional<Instant> validAfter = Optional.empty();
  private Optional<Instant> validBefore = Optional.empty();
  private boolean isAuthority;

  private AllowedSignerLine() {}

  /** The signer; empty for an authority, which signs certificates. */
  static Optional<Signer> parse(String line) throws SshException {
    List<String> words = words(line);
    int key = 1;
    while (key < words.size() && key < 4 && !words.get(key).startsWith(KEY)) {
      key++;
    }
    if (key >= words.size() || key > 3) {
      throw new SshException("expected 'PRINCIPALS [OPTIONS] TYPE KEY', or a public key");
    }
    SshPublicKey known = SshPublicKey.of(words.get(key - 1), words.get(key));
    AllowedSignerLine read = new AllowedSignerLine();
    if (key == 3) {
      for (String option : split(words.get(1), ',')) {
        read.option(option);
      }
    }
    if (key == 2 && OPTION.matcher(words.getFirst()).find()) {
      throw new SshException("options are after PRINCIPALS, such as '*'");
    }
    String comment = String.join(" ", words.subList(key + 1, words.size()));
    String name = key > 1 ? unquoted(words.getFirst()) : comment;
    return read.isAuthority
        ? Optional.empty()
        : Optional.of(
            new Signer(
                name.isEmpty() ? "no name" : name,
                known,
                read.namespaces,
                read.validAfter,
                read.validBefore));
  }

  private void option(String option) throws SshException {
    int equals = option.indexOf('=');
    String name = (equals < 0 ? option : option.substring(0, equals)).toLowerCase(Locale.ROOT);
    String value = equals < 0 ? "" : unquoted(option.substring(equals + 1));
    if (!seen.add(name)) {
      throw new SshException("the same option twice");
    }
    switch (name) {
      case "cert-authority" -> isAuthority = true;
      case "namespaces" -> namespaces = Optional.of(value);
      case "valid-after" -> validAfter = Optional.of(time(value));
      case "valid-before" -> validBefore = Optional.of(time(value));
      default ->
          throw new SshException(
              "unknown option: use namespaces, valid-after, valid-before or cert-authority");
    }
  }

  /** A date, or a date and time, in UTC. */
  private static Instant time(String text) throws SshException {
    Matcher form = TIME.matcher(text);
    if (!form.matches()) {
      throw new SshException("invalid time: use YYYYMMDD or YYYYMMDDHHMM[SS]");
    }
    try {
      return LocalDateTime.of(
              part(form, 1),
              part(form, 2),
              part(form, 3),
              part(form, 4),
              part(form, 5),
              part(form, 6))
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException impossible) {
      throw new SshException("invalid time: there is no such day or hour", impossible);
    }
  }

  private static int part(Matcher form, int group) {
    return Optional.ofNullable(form.group(group)).map(Integer::parseInt).orElse(0);
  }

  private static List<String> words(String line) throws SshException {
    return split(line.replace('\t', ' '), ' ').stream().filter(word -> !word.isEmpty()).toList();
  }

  /** The parts between separators outside of double quotes. */
  private static List<String> split(String text, char separator) throws SshException {
    List<String> parts = new ArrayList<>();
    boolean isQuoted = false;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '"') {
        isQuoted = !isQuoted;
      } else if (text.charAt(i) == separator && !isQuoted) {
        parts.add(text.substring(from, i));
        from = i + 1;
      }
    }
    if (isQuoted) {
      throw new SshException("a double quote is not closed");
    }
    parts.add(text.substring(from));
    return parts;
  }

  private static String unquoted(String word) {
    return word.replace("\"", "");
  }
}
