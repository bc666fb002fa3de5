package io.hostready.host;

import java.util.List;

/** What reading a file gave: its text, that there is none, or why it could not be read. */
public sealed interface FileText {

  String path();

  /** The whole text. Bytes that are not UTF-8 become U+FFFD. */
  record Text(String path, String content) implements FileText {

    public List<String> lines() {
      return content.lines().toList();
    }
  }

  /** Nothing is at that path. */
  record Missing(String path) implements FileText {}

  /** Something is there or may be, and could not be read. Why is a phrase: "Permission denied". */
  record Unreadable(String path, String why) implements FileText {}
}
