package io.hostready.pack;

import io.hostready.capture.HostTextException;
import io.hostready.capture.TextArchive;
import io.hostready.host.Host;
import io.hostready.rule.RuleBook;
import io.hostready.rule.RuleDirectory;
import io.hostready.run.RuleTests;
import io.hostready.text.Quoted;
import io.hostready.text.VersionNumber;
import io.hostready.yaml.InvalidInputException;
import io.hostready.yaml.Problem;
import io.hostready.yaml.SourceSpan;
import java.time.Clock;
import java.util.List;
import java.util.SortedMap;

/**
 * A pack archive without its signature: {@code manifest.yaml}, the directory {@code rules} and the
 * directory {@code tests}, as a {@link TextArchive}.
 *
 * @param label its name in messages
 * @param files its files, below "/"
 */
public record PackArchive(String label, PackManifest manifest, Host files) {

  /** The namespace of its signature: a signature of another file is not one of an archive. */
  public static final String NAMESPACE = "hostready-rules";

  /** The maximum size of an archive, in bytes: three times that of all shipped rules and tests. */
  public static final int MAX_BYTES = 8 << 20;

  /** The path of its tests. */
  public static final String TESTS_PATH = "/tests";

  static final String RULES = "rules";
  static final String TESTS = TESTS_PATH.substring(1);

  private static final List<String> COMMENT =
      List.of("Pack archive of hostready: hostready rules pack verify FILE");

  /** The text of an archive with these files. */
  static byte[] bytes(SortedMap<String, byte[]> files) {
    return TextArchive.bytes(COMMENT, files);
  }

  /**
   * Opens the text of an archive.
   *
   * @param running the version of this program
   * @throws InvalidInputException if it is invalid, or needs a newer program
   */
  public static PackArchive open(String label, byte[] text, VersionNumber running) {
    Host files;
    try {
      files = TextArchive.open(label, text);
    } catch (HostTextException wrong) {
      throw invalid(label, "invalid pack archive: " + wrong.getMessage());
    }
    PackManifest manifest = PackManifest.read(files, "", label, running);
    for (String name : files.list("/").orElse(List.of())) {
      if (!List.of(PackManifest.FILE, RULES, TESTS).contains(name)) {
        throw invalid(
            label,
            "%s is in it: a pack archive has %s, %s and %s"
                .formatted(Quoted.of(name), PackManifest.FILE, RULES, TESTS));
      }
    }
    return new PackArchive(label, manifest, files);
  }

  private static InvalidInputException invalid(String label, String what) {
    return new InvalidInputException(List.of(new Problem(SourceSpan.whole(label), what)));
  }

  /**
   * The rules and packs of a book, and those of the archive.
   *
   * @throws InvalidInputException with every error in them
   */
  public RuleBook addTo(RuleBook book) {
    return book.with(files, List.of(new RuleDirectory("/" + RULES, label + "/" + RULES, false)));
  }

  /** Its tests, with a book that has its rules. */
  public RuleTests tests(RuleBook book, Clock clock) {
    return new RuleTests(book, files, this::refuseDirectory, clock);
  }

  private Host refuseDirectory(String path) {
    throw invalid(
        label + path, "a test in a pack archive is a text: use RULE.hosts or RULE/SITUATION.host");
  }
}
