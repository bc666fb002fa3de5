package io.hostready.host;

/** What reading a file's bytes gave; see {@link FileText} for texts. */
public sealed interface FileContent {

  /** The whole content, at most {@link HostFiles#MAX_BYTES} bytes. Not copied: do not change it. */
  record Bytes(byte[] content) implements FileContent {}

  /** Nothing is at that path. */
  record Missing() implements FileContent {}

  /** It could not be read; why is a phrase. */
  record Unreadable(String why) implements FileContent {}
}
