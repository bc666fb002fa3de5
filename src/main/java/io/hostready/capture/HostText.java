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
 * A text that describes one host, or several situations of a host; a capture is such a text,
 * usually compressed by gzip.
 *
 * <pre>
 * # A comment, at the start of a part.
 * -- /etc/ufw/ufw.conf                       a file of root with mode 0644; its content:
 * ENABLED=yes
 * -- /etc/shadow 0640 root shadow denied     mode, owner, group; type, see {@link EntryLine}
 * -- /dev/mapper/control -> ../x
 * $ uname -m                                 a command, see {@link RecordedCommands}
 *   x86_64
 *
 * == not-ready-drops                         a situation; includes the part above the first
 * parameter: firewall-backend=nftables
 * -- /etc/ufw/ufw.conf absent
 * </pre>
 *
 * <p>Each line ends with a line feed. A line of a file that starts with "-- ", "== " or "$ ",
 * possibly after backslashes, is written with one more backslash before it. An empty line before
 * "== " is not part of a file. Directories above a path need no line. In a text of a whole host, a
 * path without an entry is absent. A capture starts with the fields of its {@link Manifest} and
 * ends with the line "-- end"; there, a path without an entry was not captured.
 *
 * @param common the host, or the part that is common to all situations
 */
public record HostText(
    Optional<Manifest> manifest, HostSection common, List<HostSection> situations) {

  /** The maximum size of a text, in bytes. */
  public static final int MAX_BYTES = 32 << 20;

  /** The field of a parameter that a situation sets: {@code parameter: NAME=VALUE}. */
  static final String PARAMETER = "parameter";

  private static final String NOT_RECORDED = "its content was not recorded of this host";

  public HostText {
    situations = List.copyOf(situations);
  }

  /**
   * Parses a text.
   *
   * @throws HostTextException naming the invalid line or the limit that is exceeded
   */
  public static HostText parse(byte[] text) throws HostTextException {
    return new HostTextReader(text).read();
  }

  /** The text; {@link #parse} returns an equal value for it. */
  public byte[] bytes() {
    return HostTextWriter.bytes(this);
  }

  /**
   * The host of a text without situations.
   *
   * @throws HostTextException if it has situations, or contradictory paths
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
    return host(
        manifest.isPresent() ? new HostSource.Capture(path) : new HostSource.Tree(path), situation);
  }

  /** The host of a capture that was made by ssh. */
  public Host host(HostSource.Ssh source) throws HostTextException {
    return host(source, common);
  }

  private Host host(HostSource source, HostSection situation) throws HostTextException {
    Map<String, CapturedPath> paths = CaptureAssembler.paths(this, situation);
    String lacking = manifest.map(Manifest::lacking).orElse(NOT_RECORDED);
    Host host =
        new Host(
            source, new CapturedFiles(paths, lacking, manifest.isEmpty()), commands(situation));
    manifest.flatMap(Manifest::inventory).ifPresent(each -> Inventory.know(host, each));
    return host;
  }

  /** The situation of that name. */
  public Optional<HostSection> situation(String name) {
    return situations.stream().filter(each -> each.name().equals(name)).findFirst();
  }

  /** The parameters that a situation sets, including those common to all situations. */
  public Map<String, String> parameters(HostSection situation) {
    Map<String, String> parameters = new LinkedHashMap<>(common.parameters());
    parameters.putAll(situation.parameters());
    return parameters;
  }

  private ReadOnlyCommands commands(HostSection situation) {
    Map<String, CommandOutcome> all = new HashMap<>(common.commands());
    all.putAll(situation.commands());
    return manifest.isEmpty()
        ? new RecordedCommands(all)
        : new RecordedCommands(all, manifest.get().lacking());
  }
}
