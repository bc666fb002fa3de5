package io.hostready.host;

import java.util.List;

/** What listing a folder gave. */
public sealed interface Listing {

  /** The names in the folder, sorted, without "." and "..". */
  record Names(List<String> names) implements Listing {

    public Names {
      names = List.copyOf(names);
    }
  }

  /** There is no such folder. */
  record Missing() implements Listing {}

  /** It could not be listed; why is a phrase. */
  record Unreadable(String why) implements Listing {}
}
