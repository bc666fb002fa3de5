package io.hostready.capture;

import io.hostready.docker.ClientVariables;
import io.hostready.docker.LogExcerpt;
import io.hostready.host.Question;
import io.hostready.text.ShellWords;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program for a POSIX shell that answers questions on a host where hostready is not installed. It
 * writes the text of a capture to standard output, which {@link HostTextFile#read(byte[])} reads:
 * the same bytes as {@link Recording} makes of the same questions, with these exceptions:
 *
 * <ul>
 *   <li>The manifest has no detected parameters, no undecided rules and no inventory.
 *   <li>Logs and config.json of the docker command are left out: only hostready can remove what
 *       captures must not contain.
 *   <li>Sockets are asked only if the host has curl.
 * </ul>
 *
 * <p>The program needs sh, awk, sort, sha256sum and coreutils or busybox. It writes no file. Each
 * file, output and command has the limits of a capture. It exits with 1 if a program that it needs
 * is missing.
 *
 * @param version hostready's, for the manifest
 * @param packs the names of the packs that ask
 * @param all whether everything is asked that any available rule may read
 * @param rules the rules that ask, with the hashes of their files
 */
public record CaptureScript(
    String version, List<String> packs, boolean all, Map<String, String> rules) {

  /** A line of capture.sh that stands for a part of the program. */
  private static final Pattern PART = Pattern.compile("(?m)^@([A-Z]+)@\n");

  public CaptureScript {
    packs = List.copyOf(packs);
    rules = new LinkedHashMap<>(rules);
  }

  /** The program that answers the questions. */
  public String text(HostQuestions questions) {
    return text(ScriptPaths.exact(questions.files()), questions);
  }

  /** The same about the names of the host that runs it, in place of those of another host. */
  public String text(HostQuestions questions, HostNames names) {
    return text(ScriptPaths.general(questions.files(), names), questions);
  }

  private String text(String files, HostQuestions questions) {
    Map<String, String> parts =
        Map.of(
            "FILES", files,
            "OTHERS", others(questions),
            "MANIFEST", manifest(),
            "WRITER", resource("capture.awk").replace("@PATTERNS@\n", patterns()));
    // In one pass: a question can contain the name of a part.
    return PART.matcher(resource("capture.sh"))
        .replaceAll(part -> Matcher.quoteReplacement(parts.get(part.group(1))));
  }

  private static String others(HostQuestions questions) {
    StringBuilder lines = new StringBuilder();
    questions
        .others()
        .forEach(
            (question, limit) -> {
              if (Recorder.isRecorded(question)) {
                lines.append(ShellWords.joined(call(question, limit))).append('\n');
              }
            });
    return lines.toString();
  }

  private static List<String> call(Question question, Duration limit) {
    String seconds = String.valueOf(Math.max(1, limit.toSeconds()));
    return switch (question) {
      case Question.Command(List<String> argv) -> {
        String text = question.text();
        if (LogExcerpt.isLogCommand(text)) {
          yield List.of("left_out", text, "logs, which only hostready can filter");
        }
        List<String> words = new ArrayList<>(List.of("run", text, seconds));
        words.addAll(argv);
        yield words;
      }
      case Question.SocketRequest(String socket, String path) ->
          List.of("socket", seconds, socket, path);
      case Question.ProcessVariable(String name) -> List.of("variable", name);
    };
  }

  private String manifest() {
    StringBuilder lines = new StringBuilder();
    Recording.ABOUT.forEach(line -> put(lines, "H # " + line));
    ManifestFields.ofMaker(version).forEach(field -> put(lines, "H " + field.line()));
    ManifestFields.ofRules(all, packs).forEach(field -> put(lines, "I " + field.line()));
    ManifestFields.ofHashes(rules).forEach(field -> put(lines, "T " + field.line()));
    return lines.toString();
  }

  private static void put(StringBuilder lines, String line) {
    lines.append("put ").append(ShellWords.quoted(line)).append('\n');
  }

  /** The patterns of {@link Secrets}, as statements of awk. */
  private static String patterns() {
    StringBuilder lines = new StringBuilder();
    set(lines, "MARK", Secrets.MARK);
    set(lines, "SECRET_NAME", SecretValues.NAME);
    set(lines, "AFTER_QUOTE", SecretValues.AFTER_QUOTE);
    set(lines, "LITERAL", SecretValues.LITERAL);
    lines.append("  LONGEST_LITERAL = ").append(SecretValues.LONGEST).append('\n');
    set(lines, "NO_PASSWORD", Secrets.NO_PASSWORD);
    set(lines, "PRIVATE_KEY", String.join("|", Secrets.PRIVATE_KEYS));
    set(lines, "VARIABLE", ClientVariables.NAME);
    set(lines, "HAS_VALUES", Secrets.HAS_VALUES.pattern());
    set(lines, "PASSWD", Secrets.PASSWD.pattern());
    set(lines, "MACHINE_ID", Secrets.MACHINE_ID.pattern());
    set(lines, "LOGIN", HomeFiles.LOGIN.pattern());
    lines.append("  MAX_TOTAL = ").append(Recording.MAX_CONTENTS).append('\n');
    int count = 0;
    for (Secrets.Never never : Secrets.NEVER) {
      count++;
      set(lines, "NEVER[" + count + "]", never.path().pattern());
      set(lines, "NEVER_WHAT[" + count + "]", never.what());
    }
    lines.append("  NEVERS = ").append(count).append('\n');
    for (String log : LogExcerpt.files()) {
      lines.append("  LOG[\"").append(log).append("\"] = 1\n");
    }
    return lines.toString();
  }

  private static void set(StringBuilder lines, String name, String value) {
    lines
        .append("  ")
        .append(name)
        .append(" = \"")
        .append(value.replace("\\", "\\\\").replace("\"", "\\\"").replace("'", "\\047"))
        .append("\"\n");
  }

  private static String resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(CaptureScript.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
