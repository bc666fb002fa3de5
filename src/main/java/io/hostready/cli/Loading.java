package io.hostready.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Loads classes in the order of a list, so that at its end Java leaves them in an archive
 * (-XX:ArchiveClassesAtExit, java(1)). Run by scripts/package: {@code Loading FILE}, a class a line
 * as the JDK's own lists have them, such as java/util/Base64.
 */
public final class Loading {

  private Loading() {}

  public static void main(String[] arguments) throws IOException {
    for (String line : Files.readAllLines(Path.of(arguments[0]))) {
      try {
        Class.forName(line.replace('/', '.'), false, Loading.class.getClassLoader());
      } catch (ClassNotFoundException | LinkageError left) {
        System.err.println(line + " is left out: " + left);
      }
    }
  }
}
