package io.hostready.capture;

import io.hostready.docker.LogExcerpt;
import io.hostready.host.Bytes;
import io.hostready.host.CommandOutcome;
import io.hostready.host.FirstProcess;
import io.hostready.host.Question;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.host.UrlCredentials;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * Keeps secrets out of captures. Some files are never captured; in others single values are
 * replaced. {@link #NEVER_TAKEN} and {@link #REPLACED} describe this for users.
 */
public final class Secrets {

  /**
   * Why a file is never captured, by path pattern. The patterns of paths are in the common subset
   * of Java and of the extended regular expressions of POSIX, since {@link CaptureScript} has them.
   */
  record Never(String what, Pattern path) {}

  private static final String HOME = "(/root|/home/[^/]+)";

  static final List<Never> NEVER =
      List.of(
          new Never("environments of processes", path("/proc/.*/?environ")),
          new Never(
              "command lines and memory of processes",
              path(
                  "/proc/.*/(cmdline|mem|auxv|syscall|stack|pagemap|kcore)"
                      + "|/proc/(mem|auxv|syscall|stack|pagemap|kcore)")),
          new Never("passwords of users", path("/etc/(g?shadow-?|security/opasswd(\\.old)?)")),
          new Never(
              "private keys",
              path(
                  "/etc/ssl/private/.*|/etc/ssh/ssh_host_[^/]*_key|/etc/docker/key\\.json"
                      + "|/etc/kubernetes/(pki/.*|[^/]*\\.conf)|/var/lib/docker/swarm/.*"
                      + "|/var/lib/kubelet/(pki/.*|kubeconfig)|/etc/rancher/.*"
                      + "|/var/lib/(rancher|k0s)/.*|/etc/wireguard/.*|/etc/NetworkManager/.*"
                      + "|/etc/netplan/.*|/etc/wpa_supplicant/.*|/etc/letsencrypt/.*"
                      + "|.*/secring\\.gpg|.*/private-keys-v1\\.d/.*|/etc/krb5\\.keytab"
                      + "|"
                      + HOME
                      + "/\\.(ssh|gnupg|kube)/.*")),
          new Never(
              "passwords and tokens of services",
              path(
                  "/etc/apt/auth\\.conf(\\.d/.*)?|.*/\\.dockercfg"
                      + "|.*/\\.(netrc|pgpass|my\\.cnf|git-credentials)"
                      + "|"
                      + HOME
                      + "/\\.(aws|azure|config/gcloud)/.*|/run/secrets/.*|/run/credentials/.*")));

  /** The files that are never captured, for users. */
  public static final List<String> NEVER_TAKEN =
      List.of(
          "process environments (except the variable 'container' of process 1)",
          "process command lines and memory",
          "password hashes (/etc/shadow, /etc/gshadow, the second field of /etc/passwd)",
          "private keys (by path, and any file that contains one)",
          "service passwords and tokens: apt's auth.conf, logins in .docker/config.json, .netrc,"
              + " cloud credentials",
          "lines of .bashrc, .profile and similar files that set no variable of Docker");

  /** The values that are replaced, for users. */
  public static final List<String> REPLACED =
      List.of(
          "user names and passwords in URLs, in any file or command output",
          "values of names that contain password, secret, token or a similar word, in units, logs,"
              + " /etc/docker, /etc/default, /etc/environment, /etc/fstab, files of dnf,"
              + " /proc/cmdline and command output",
          "the machine ID (replaced by its hash)",
          "logs (the journal, /var/log): only starts and errors of Docker and containerd are kept");

  /** RFC 7468, and RFC 9580 for OpenPGP armor. */
  static final List<String> PRIVATE_KEYS = List.of("PRIVATE KEY-----", "PRIVATE KEY BLOCK-----");

  static final Pattern HAS_VALUES =
      path(
          ".*/systemd/.*|/etc/docker/.*|/etc/default/.*|/etc/environment.*|/etc/profile.*"
              + "|/etc/containerd/.*|/etc/containers/.*|/etc/cni/.*|/proc/cmdline|/etc/sysconfig/.*|/etc/fstab"
              + "|/etc/(yum|dnf)[./].*|/etc/distro\\.repos\\.d/.*"
              + "|.*/\\.(profile|bash_profile|bashrc|zshenv|zprofile|zshrc)");

  static final String MARK = "left-out-of-the-capture";

  static final Pattern PASSWD = path("/etc/(passwd|group)-?");

  /** Fields that have no password: passwd(5), shadow(5). */
  static final String NO_PASSWORD = "x|[*!]+";

  private static final Pattern PASSWD_FIELD =
      Pattern.compile("(?<![^\\n\\r])([^:\\n\\r]+:)(?!(?:" + NO_PASSWORD + "):)[^:\\n\\r]+(?=:)");

  static final Pattern MACHINE_ID =
      path("/etc/machine-id|/var/lib/dbus/machine-id|/run/machine-id");

  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

  private final Map<String, String> leftOut = new ConcurrentHashMap<>();
  private final Map<String, Boolean> changed = new ConcurrentHashMap<>();

  /** A name can contain line ends. */
  static Pattern path(String pattern) {
    return Pattern.compile(pattern, Pattern.DOTALL);
  }

  /** Why a path's content is never captured, if so. */
  static Optional<String> reason(String path) {
    return NEVER.stream()
        .filter(never -> never.path().matcher(path).matches())
        .map(Never::what)
        .findFirst();
  }

  /**
   * The content of a file to keep. Commands receives answers that replace the omitted content.
   *
   * @param requested the path that was read, which can be a link to the file
   */
  Reading<byte[]> without(
      String requested,
      String path,
      Reading<byte[]> content,
      BiConsumer<String, CommandOutcome> commands) {
    if (!(content instanceof Present(var whole, _))) {
      return content;
    }
    String name = HomeFiles.isOne(path) || !HomeFiles.isOne(requested) ? path : requested;
    byte[] bytes = HomeFiles.isOne(name) ? HomeFiles.reduced(name, whole) : whole;
    if (path.equals(FirstProcess.ENVIRONMENT)) {
      String variable = new Question.ProcessVariable("container").text();
      commands.accept(variable, without(variable, FirstProcess.variable(bytes, "container")));
    }
    // One byte is one character, so that unreplaced bytes stay unchanged.
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    Optional<String> never =
        reason(path)
            .or(() -> isPrivateKey(path, text) ? Optional.of("private keys") : Optional.empty());
    if (never.isPresent()) {
      leftOut.put(path, never.get());
      return new Unreadable<>(path, "left out of captures: " + never.get());
    }
    String log = LogExcerpt.isLog(requested) ? requested : path;
    String kept = LogExcerpt.isLog(log) ? withoutValues(LogExcerpt.of(log, text)) : text;
    kept = replaced(name, kept);
    if (bytes == whole && kept.equals(text)) {
      return new Present<>(whole, path);
    }
    changed.put(path, true);
    return new Present<>(kept.getBytes(StandardCharsets.ISO_8859_1), path);
  }

  /** The same outcome of a command without its secrets. */
  CommandOutcome without(String command, CommandOutcome outcome) {
    if (!(outcome instanceof CommandOutcome.Ended(int exit, String out, String err))) {
      return outcome;
    }
    if (hasPrivateKey(out) || hasPrivateKey(err)) {
      leftOut.put(command, "private keys");
      return new CommandOutcome.NotRun("left out of captures: private keys");
    }
    String needed = LogExcerpt.isLogCommand(command) ? LogExcerpt.of(command, out) : out;
    CommandOutcome kept =
        new CommandOutcome.Ended(
            exit, withoutValues(withoutUrls(needed)), withoutValues(withoutUrls(err)));
    if (!kept.equals(outcome)) {
      changed.put(command, true);
    }
    return kept;
  }

  /** Paths and commands whose content was omitted, and the kind of secret. */
  Map<String, String> leftOut() {
    return new TreeMap<>(leftOut);
  }

  /** Paths and commands in which single values were replaced. */
  List<String> changed() {
    return changed.keySet().stream().sorted().toList();
  }

  private static String replaced(String path, String text) {
    String kept = withoutUrls(text);
    kept = HAS_VALUES.matcher(path).matches() ? withoutValues(kept) : kept;
    kept =
        PASSWD.matcher(path).matches() ? PASSWD_FIELD.matcher(kept).replaceAll("$1" + MARK) : kept;
    return MACHINE_ID.matcher(path).matches()
        ? ID.matcher(kept).replaceAll(found -> Bytes.of(found.group()).sha256().substring(0, 32))
        : kept;
  }

  private static String withoutUrls(String text) {
    return UrlCredentials.replaced(text, MARK);
  }

  private static String withoutValues(String text) {
    return SecretValues.replaced(text, MARK);
  }

  private static boolean isPrivateKey(String path, String text) {
    boolean mayBeKeyring = path.endsWith(".gpg") || path.endsWith(".pgp") || path.endsWith(".key");
    // RFC 9580, 4.2: packets of types 5 and 7, in both formats, are secret keys.
    int first = text.isEmpty() ? 0 : text.charAt(0);
    int type =
        (first & 0xc0) == 0xc0 ? first & 0x3f : (first & 0xc0) == 0x80 ? first >> 2 & 0xf : 0;
    return mayBeKeyring && (type == 5 || type == 7) || hasPrivateKey(text);
  }

  private static boolean hasPrivateKey(String text) {
    return PRIVATE_KEYS.stream().anyMatch(text::contains);
  }
}
