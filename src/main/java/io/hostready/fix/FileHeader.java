package io.hostready.fix;

/** The header that hostready writes to files that it creates. */
final class FileHeader {

  private FileHeader() {}

  /** A comment line, with the comment character of the file's format. */
  static String comment(String start) {
    return start + "Written by hostready; 'hostready undo' reverts it.\n";
  }
}
