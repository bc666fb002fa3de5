package io.hostready.fix;

/** What hostready writes at the head of a file of its own. */
final class FileHeader {

  private FileHeader() {}

  /** A comment line, started as the file's format wants it. */
  static String comment(String start) {
    return start + "Written by hostready; 'hostready undo' reverts it.\n";
  }
}
