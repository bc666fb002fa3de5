package io.hostready.change;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Command lines of apt that ask no question, keep changed configuration files, wait for other runs
 * of apt and never remove packages automatically. Source: apt-get(8), apt.conf(5), dpkg(1).
 */
public final class AptCommands {

  /** The time limit for one run of apt. */
  private static final Duration LIMIT = Duration.ofMinutes(60);

  /** Finishes an interrupted dpkg run; apt refuses to run before. dpkg(1). */
  public static final ProgramCall CONFIGURE =
      new ProgramCall(
          List.of("dpkg", "--configure", "-a", "--force-confdef", "--force-confold"),
          Map.of("DEBIAN_FRONTEND", "noninteractive"),
          Duration.ofMinutes(30));

  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "DEBIAN_FRONTEND", "noninteractive",
          "APT_LISTCHANGES_FRONTEND", "none",
          // needrestart(1): restarts no service and asks no question, since the plan does not show
          // it.
          "NEEDRESTART_SUSPEND", "1");

  /**
   * Disables the host's settings that let apt accept unsigned packages: they do not apply to
   * packages that a fix installs. No option overrides the setting {@code trusted=yes} of a source
   * itself. Source: apt-secure(8).
   */
  private static final List<String> SIGNED_ONLY =
      List.of(
          "-o",
          "Acquire::AllowInsecureRepositories=0",
          "-o",
          "Acquire::AllowWeakRepositories=0",
          "-o",
          "Acquire::AllowDowngradeToInsecureRepositories=0",
          "-o",
          "APT::Get::AllowUnauthenticated=0",
          // Deprecated, and still accepts unsigned packages, downgrades and removal of essential
          // ones.
          "-o",
          "APT::Get::Force-Yes=0");

  /** A host's apt.conf(5) can turn each removal into a purge. */
  private static final List<String> NO_PURGE = List.of("-o", "APT::Get::Purge=0");

  private AptCommands() {}

  /** Reads the lists of one source file; if a repository fails, its old lists are not accepted. */
  public static ProgramCall update(String sourceFile) {
    List<String> words = new ArrayList<>(onlySource(sourceFile));
    words.addAll(
        List.of(
            // Without this an update of one source deletes the lists of all others.
            "-o",
            "APT::Get::List-Cleanup=0",
            // apt-get update --error-on=any, as a setting that apt before 2.1 ignores.
            "-o",
            "APT::Update::Error-Mode=any",
            "update"));
    return command("apt-get", words);
  }

  private static List<String> onlySource(String file) {
    return List.of("-o", "Dir::Etc::SourceList=" + file, "-o", "Dir::Etc::SourceParts=-");
  }

  /** Reads the lists of all sources. */
  static ProgramCall updateAll() {
    return command("apt-get", List.of("update"));
  }

  /** Installs packages, given in apt's form: name, name=version. */
  public static ProgramCall install(List<String> arguments, boolean allowDowngrades) {
    List<String> words = new ArrayList<>(List.of("-y", "--no-remove"));
    return command("apt-get", installWords(words, arguments, allowDowngrades));
  }

  /** Installs packages and lets apt remove others; check a simulation first. */
  static ProgramCall installRemoving(List<String> arguments, boolean allowDowngrades) {
    List<String> words = new ArrayList<>(List.of("-y"));
    words.addAll(NO_PURGE);
    return command("apt-get", installWords(words, arguments, allowDowngrades));
  }

  private static List<String> installWords(
      List<String> words, List<String> arguments, boolean allowDowngrades) {
    if (allowDowngrades) {
      words.add("--allow-downgrades");
    }
    words.addAll(
        List.of("-o", "Dpkg::Options::=--force-confdef", "-o", "Dpkg::Options::=--force-confold"));
    words.add("install");
    words.addAll(arguments);
    return words;
  }

  public static ProgramCall remove(List<String> names) {
    return removing("remove", names);
  }

  /** Runs the packages' purge scripts: they are made harmless before. */
  public static ProgramCall purge(List<String> names) {
    return removing("purge", names);
  }

  /** For a simulation only: held packages would be removed, too. */
  public static ProgramCall removeHeld(List<String> names) {
    List<String> words = new ArrayList<>(remove(names).argv());
    words.add(1, "--allow-change-held-packages");
    return ProgramCall.of(words);
  }

  private static ProgramCall removing(String how, List<String> names) {
    List<String> words = new ArrayList<>(List.of("-y", "--no-auto-remove"));
    words.addAll(NO_PURGE); // apt-get purge still purges
    words.add(how);
    words.addAll(names);
    return command("apt-get", words);
  }

  /**
   * Downloads a file, which the kernel limits to a number of bytes; apt has no limit. setrlimit(2),
   * RLIMIT_FSIZE.
   */
  public static ProgramCall download(String url, String file, long most) {
    // The directory is accessible only for root; apt would print a warning about it.
    ProgramCall apt =
        command(
            "/usr/lib/apt/apt-helper",
            List.of("-o", "APT::Sandbox::User=root", "download-file", url, file));
    List<String> argv = new ArrayList<>(List.of("prlimit", "--fsize=" + most, "--"));
    argv.addAll(apt.argv());
    return new ProgramCall(argv, apt.environment(), apt.limit());
  }

  /** The same command as a simulation; takes no lock and does not need root. */
  public static List<String> simulated(ProgramCall command) {
    List<String> words = new ArrayList<>(command.argv());
    words.add(1, "--simulate");
    return words;
  }

  /**
   * The same command, which only prints the origin of each package and its SHA-256, including
   * packages that were already downloaded; takes no lock.
   */
  static List<String> printingUris(ProgramCall command) {
    List<String> words = new ArrayList<>(command.argv());
    words.addAll(
        1,
        List.of(
            "--print-uris",
            "-o",
            "Acquire::ForceHash=SHA256",
            "-o",
            "Dir::Cache::Archives=/nonexistent/"));
    return words;
  }

  /** Prints the same for one package according to the lists of one source file; writes nothing. */
  static List<String> printingUris(String sourceFile, String name, String version) {
    List<String> words = new ArrayList<>(onlySource(sourceFile));
    // apt's caches contain all sources.
    words.addAll(List.of("-o", "Dir::Cache::pkgcache=", "-o", "Dir::Cache::srcpkgcache="));
    words.addAll(List.of("download", name + "=" + version));
    return printingUris(command("apt-get", words));
  }

  private static ProgramCall command(String program, List<String> words) {
    List<String> argv = new ArrayList<>();
    argv.add(program);
    argv.addAll(List.of("-q", "-o", "DPkg::Lock::Timeout=" + PackageManager.LOCK_WAIT.toSeconds()));
    if (program.equals("apt-get")) {
      argv.addAll(SIGNED_ONLY);
    }
    argv.addAll(words);
    return new ProgramCall(argv, ENVIRONMENT, LIMIT);
  }

  /** A command line of apt without the fixed options, for messages. */
  public static String plain(List<String> argv) {
    List<String> words = new ArrayList<>();
    for (int at = 0; at < argv.size(); at++) {
      String word = argv.get(at);
      if (word.equals("-o")) {
        at++;
      } else if (!word.startsWith("-")) {
        words.add(word);
      }
    }
    return String.join(" ", words);
  }
}
