package io.hostready.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A page in Markdown: its sections, fenced blocks and links. */
public record MarkdownPage(Path file, String text) {

  private static final Path PROJECT =
      Path.of(System.getProperty("hostready.project", "")).toAbsolutePath();

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\n(.*?)^```$");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

  /** A fenced block: the language after the fence, often empty, and the lines within. */
  public record Block(String language, String text) {}

  /** A page of this project, such as {@code README.md}. */
  public static MarkdownPage of(String file) {
    return read(PROJECT.resolve(file));
  }

  /** The pages in a directory, without those in directories below it. */
  public static List<MarkdownPage> in(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .map(MarkdownPage::read)
          .toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static MarkdownPage read(Path file) {
    try {
      return new MarkdownPage(file, Files.readString(file));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** What is below a heading of the second level, up to the next one. */
  public MarkdownPage section(String heading) {
    String[] parts = text.split("(?m)^## " + Pattern.quote(heading) + "$", 2);
    if (parts.length < 2) {
      throw new AssertionError(file + " has no section '" + heading + "'");
    }
    return new MarkdownPage(file, parts[1].split("(?m)^## ", 2)[0]);
  }

  /** The fenced blocks, in order. */
  public List<Block> blocks() {
    return BLOCK
        .matcher(text)
        .results()
        .map(found -> new Block(found.group(1), found.group(2)))
        .toList();
  }

  /** The one fenced block that starts so. */
  public String block(String start) {
    List<String> found =
        blocks().stream().map(Block::text).filter(block -> block.startsWith(start)).toList();
    if (found.size() != 1) {
      throw new AssertionError(
          file + " has " + found.size() + " blocks that start with '" + start + "', not one");
    }
    return found.getFirst();
  }

  /** The relative links that lead to no file, or to no heading of one. */
  public List<String> brokenLinks() {
    List<String> broken = new ArrayList<>();
    String prose = BLOCK.matcher(text).replaceAll("").replaceAll("(?m)^    .*$|`[^`\n]*`", "");
    for (MatchResult link : LINK.matcher(prose).results().toList()) {
      String target = link.group(1);
      if (!target.matches("https://.*") && !leadsSomewhere(target)) {
        broken.add(file.getFileName() + ": " + target);
      }
    }
    return broken;
  }

  private boolean leadsSomewhere(String target) {
    String[] parts = target.split("#", 2);
    Path page = parts[0].isEmpty() ? file : file.resolveSibling(parts[0]);
    return Files.isRegularFile(page)
        && (parts.length == 1 || read(page).anchors().contains(parts[1]));
  }

  /** The names that GitHub gives the headings, for links to them. */
  private Set<String> anchors() {
    return HEADING
        .matcher(BLOCK.matcher(text).replaceAll(""))
        .results()
        .map(found -> found.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }
}
