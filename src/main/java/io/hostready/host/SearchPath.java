package io.hostready.host;

import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The directories in which programs are searched, in this order. */
public record SearchPath(List<String> directories) {

  /** Root's PATH as Debian's login sets it; the caller's PATH is not trusted. */
  public static final SearchPath OF_ROOT =
      parse("/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");

  public SearchPath {
    directories = List.copyOf(directories);
  }

  /** Directories separated by colons. */
  public static SearchPath parse(String path) {
    return new SearchPath(Arrays.asList(path.split(":")));
  }

  /**
   * The file of a program, found in the directories or by its absolute path; a relative path is not
   * found.
   */
  Optional<File> find(String program) {
    if (program.contains("/")) {
      return Optional.of(new File(program)).filter(f -> program.startsWith("/") && isProgram(f));
    }
    return directories.stream()
        .map(directory -> new File(directory, program))
        .filter(SearchPath::isProgram)
        .findFirst();
  }

  private static boolean isProgram(File file) {
    return file.isFile() && file.canExecute();
  }

  /** The value of the variable PATH. */
  @Override
  public String toString() {
    return String.join(":", directories);
  }
}
