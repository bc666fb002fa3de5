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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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
          new Never("environments of processes", Pattern.compile("/proc/.*/?environ")),
          new Never(
              "command lines and memory of processes",
              Pattern.compile(
                  "/proc/.*/(cmdline|mem|auxv|syscall|stack|pagemap|kcore)"
                      + "|/proc/(mem|auxv|syscall|stack|pagemap|kcore)")),
          new Never(
              "passwords of users", Pattern.compile("/etc/(g?shadow-?|security/opasswd(\\.old)?)")),
          new Never(
              "private keys",
              Pattern.compile(
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
              Pattern.compile(
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
          "values of names that contain password, secret, token or a similar word, in units,"
              + " /etc/docker, /etc/default, /etc/environment, /proc/cmdline and command output",
          "the machine ID (replaced by its hash)",
          "logs (the journal, /var/log): only starts and errors of Docker and containerd are kept");

  /** RFC 7468, and RFC 9580 for OpenPGP armor. */
  private static final List<byte[]> PRIVATE_KEYS =
      Stream.of("PRIVATE KEY-----", "PRIVATE KEY BLOCK-----")
          .map(label -> label.getBytes(StandardCharsets.US_ASCII))
          .toList();

  private static final byte[] URL = "://".getBytes(StandardCharsets.US_ASCII);

  static final Pattern HAS_VALUES =
      Pattern.compile(
          ".*/systemd/.*|/etc/docker/.*|/etc/default/.*|/etc/environment.*|/etc/profile.*"
              + "|/etc/containerd/.*|/etc/containers/.*|/etc/cni/.*|/proc/cmdline|/etc/sysconfig/.*"
              + "|.*/\\.(profile|bash_profile|bashrc|zshenv|zprofile|zshrc)");

  /** Parts of names that indicate a secret, in lower case. */
  static final String SECRET_NAME =
      "password|passwd|passphrase|secret|token|api[_-]?key|access[_-]?key|private[_-]?key"
          + "|credential";

  /** NAME=value, "name": "value" and name: value, if the name indicates a secret. */
  private static final Pattern SECRET_VALUE =
      Pattern.compile(
          "(?i)((?<![\\w.-])(?=[\\w.-]*(?:"
              + SECRET_NAME
              + "))[\\w.-]++\"?\\s*+[=:]\\s*)(\"(?:[^\"\\\\]|\\\\.)*+\"|'[^']*'|[^\\s\"',}]+)");

  static final String MARK = "left-out-of-the-capture";

  static final Pattern PASSWD = Pattern.compile("/etc/(passwd|group)-?");

  private static final Pattern PASSWD_FIELD =
      Pattern.compile("(?m)^([^:\\n]+:)([^:\\nx*!][^:\\n]*)(?=:)");

  static final Pattern MACHINE_ID =
      Pattern.compile("/etc/machine-id|/var/lib/dbus/machine-id|/run/machine-id");

  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

  private final Map<String, String> leftOut = new ConcurrentHashMap<>();
  private final Map<String, Boolean> changed = new ConcurrentHashMap<>();

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
    if (bytes != whole) {
      changed.put(path, true);
    }
    if (path.equals(FirstProcess.ENVIRONMENT)) {
      commands.accept(
          new Question.ProcessVariable("container").text(),
          FirstProcess.variable(bytes, "container"));
    }
    Optional<String> never =
        reason(path)
            .or(
                () ->
                    holdsPrivateKey(path, bytes) ? Optional.of("private keys") : Optional.empty());
    if (never.isPresent()) {
      leftOut.put(path, never.get());
      return new Unreadable<>(path, "left out of captures: " + never.get());
    }
    String log = LogExcerpt.isLog(requested) ? requested : path;
    byte[] kept = replaced(name, LogExcerpt.isLog(log) ? excerpt(log, bytes) : bytes);
    if (kept != bytes) {
      changed.put(path, true);
    }
    return new Present<>(kept, path);
  }

  /** The same outcome of a command without its secrets. */
  CommandOutcome without(String command, CommandOutcome outcome) {
    if (!(outcome instanceof CommandOutcome.Ended(int exit, String out, String err))) {
      return outcome;
    }
    if (out.contains("PRIVATE KEY-----") || out.contains("PRIVATE KEY BLOCK-----")) {
      leftOut.put(command, "private keys");
      return new CommandOutcome.NotRun("left out of captures: private keys");
    }
    String needed = LogExcerpt.isLogCommand(command) ? LogExcerpt.of(command, out) : out;
    CommandOutcome kept =
        new CommandOutcome.Ended(exit, withoutValues(withoutUrls(needed)), withoutUrls(err));
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

  private static byte[] replaced(String path, byte[] bytes) {
    boolean isId = MACHINE_ID.matcher(path).matches();
    boolean hasValues = HAS_VALUES.matcher(path).matches();
    boolean hasFields = PASSWD.matcher(path).matches();
    if (!isId && !hasValues && !hasFields && indexOf(bytes, URL) < 0) {
      return bytes;
    }
    // One byte is one character, so that unreplaced bytes stay unchanged.
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    String kept = withoutUrls(text);
    kept = hasValues ? withoutValues(kept) : kept;
    kept = hasFields ? PASSWD_FIELD.matcher(kept).replaceAll("$1" + MARK) : kept;
    kept =
        isId
            ? ID.matcher(kept)
                .replaceAll(found -> Bytes.of(found.group()).sha256().substring(0, 32))
            : kept;
    return kept.equals(text) ? bytes : kept.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] excerpt(String path, byte[] bytes) {
    String log = new String(bytes, StandardCharsets.ISO_8859_1);
    return LogExcerpt.of(path, log).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String withoutUrls(String text) {
    return UrlCredentials.replaced(text, MARK);
  }

  private static String withoutValues(String text) {
    return SECRET_VALUE
        .matcher(text)
        .replaceAll(
            found -> {
              String value = found.group(2);
              boolean isQuoted = value.startsWith("\"") || value.startsWith("'");
              if (!isQuoted && found.group(1).contains("\"")) {
                return Matcher.quoteReplacement(found.group()); // JSON: null, a number, an array
              }
              String quote = isQuoted ? value.substring(0, 1) : "";
              return Matcher.quoteReplacement(found.group(1) + quote + MARK + quote);
            });
  }

  private static boolean holdsPrivateKey(String path, byte[] bytes) {
    boolean mayBeKeyring = path.endsWith(".gpg") || path.endsWith(".pgp") || path.endsWith(".key");
    // RFC 9580, 4.2: packets of types 5 and 7, in both formats, are secret keys.
    int first = bytes.length == 0 ? 0 : bytes[0] & 0xff;
    int type =
        (first & 0xc0) == 0xc0 ? first & 0x3f : (first & 0xc0) == 0x80 ? first >> 2 & 0xf : 0;
    return (mayBeKeyring && (type == 5 || type == 7))
        || PRIVATE_KEYS.stream().anyMatch(key -> indexOf(bytes, key) >= 0);
  }

  private static int indexOf(byte[] bytes, byte[] wanted) {
    for (int at = 0; at <= bytes.length - wanted.length; at++) {
      int same = 0;
      while (same < wanted.length && bytes[at + same] == wanted[same]) {
        same++;
      }
      if (same == wanted.length) {
        return at;
      }
    }
    return -1;
  }
}
