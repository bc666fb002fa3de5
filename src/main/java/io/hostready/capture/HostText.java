package io.hostready.capture;

import io.hostready.facts.Inventory;
import io.hostready.host.CommandOutcome;
import io.hostready.host.Host;
import io.hostready.host.HostSource;
import io.hostready.host.ReadOnlyCommands;
import io.hostready.host.RecordedCommands;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A text that describes one host, or situations of a host one by one; a capture is such a text,
 * mostly through gzip.
 *
 * <pre>
 * # A comment, where a part begins.
 * -- /etc/ufw/ufw.conf                       a file, root's with mode 0644; its content:
 * ENABLED=yes
 * -- /etc/shadow 0640 root shadow denied     mode, owner, group; what it is, see {@link EntryLine}
 * -- /dev/mapper/control -> ../x
 * $ uname -m                                 a command, see {@link RecordedCommands}
 *   x86_64
 *
 * == not-ready-drops                         a situation, with all that is above the first
 * parameter: firewall-backend=nftables
 * -- /etc/ufw/ufw.conf absent
 * </pre>
 *
 * <p>Each line ends with a line feed. A file's own line that begins with "-- ", "== " or "$ ",
 * perhaps after backslashes, has one backslash more before it. An empty line before "== " is no
 * part of a file. Directories above a path need no line. Of a host every path that is not in the
 * text is absent; of a capture, which begins with the fields of its {@link Manifest} and ends with
 * the line "-- end", nobody looked at it.
 *
 * @param common the host, or what all situations have in common
 */
public record HostText(
    Optional<Manifest> manifest, HostSection common, List<HostSection> situations) {

  /** The most bytes that a text may have. */
  public static final int MAX_BYTES = 32 << 20;

  /** The field of a parameter that a situation sets: {@code parameter: NAME=VALUE}. */
  static final String PARAMETER = "parameter";

  private static final String NOT_RECORDED = "its content was not recorded of this host";

  public HostText {
    situations = List.copyOf(situations);
  }

  /**
   * Reads a text.
   *
   * @throws HostTextException naming the line that is wrong, or what is more than a text may have
   */
  public static HostText parse(byte[] text) throws HostTextException {
    return new HostTextReader(text).read();
  }

  /** The text, from which {@link #parse} makes the same. */
  public byte[] bytes() {
    return HostTextWriter.bytes(this);
  }

  /**
   * The host that a text without situations describes.
   *
   * @throws HostTextException when it has situations, or paths that contradict each other
   */
  public Host host(String path) throws HostTextException {
    if (!situations.isEmpty()) {
      throw new HostTextException(
          "the file has "
              + situations.size()
              + " situations: name one of them, such as "
              + path
              + "/"
              + situations.getFirst().name());
    }
    return host(path, common);
  }

  /** The host of one of the situations. */
  public Host host(String path, HostSection situation) throws HostTextException {
    Map<String, CapturedPath> paths = CaptureAssembler.paths(this, situation);
    String lacking = manifest.map(Manifest::lacking).orElse(NOT_RECORDED);
    Host host =
        new Host(
            manifest.isPresent() ? new HostSource.Capture(path) : new HostSource.Tree(path),
            new CapturedFiles(paths, lacking, manifest.isEmpty()),
            commands(situation));
    manifest.flatMap(Manifest::inventory).ifPresent(each -> Inventory.know(host, each));
    return host;
  }

  /** The situation of that name. */
  public Optional<HostSection> situation(String name) {
    return situations.stream().filter(each -> each.name().equals(name)).findFirst();
  }

  /** The parameters that a situation sets, itself or with all others. */
  public Map<String, String> parameters(HostSection situation) {
    Map<String, String> parameters = new LinkedHashMap<>(common.parameters());
    parameters.putAll(situation.parameters());
    return parameters;
  }

  private ReadOnlyCommands commands(HostSection situation) {
    Map<String, CommandOutcome> all = new HashMap<>(common.commands());
    all.putAll(situation.commands());
    RecordedCommands recorded = new RecordedCommands(all);
    if (manifest.isEmpty()) {
      return recorded;
    }
    String lacking = manifest.get().lacking();
    return (question, _) ->
        recorded
            .find(question)
            .orElseGet(() -> new CommandOutcome.NotRun("'" + question.text() + "' is " + lacking));
  }
}
