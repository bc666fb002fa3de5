package io.hostready.host;

import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The most recently used directories of trees. They stay open, since the next query is usually
 * about the same directory. One small cache serves all trees, because no caller closes a tree.
 */
final class HeldDirectories {

  /** Each uses two of the process's file descriptors, of which it can have no more than 1024. */
  private static final int MOST = 48;

  /** A directory of a tree, by a path without links. */
  private record Place(RootedFiles tree, String path) {}

  private final Map<Place, OpenDirectory> held = new LinkedHashMap<>(2 * MOST, 0.75f, true);

  /** The number of current users. */
  private final Map<OpenDirectory, Integer> users = new IdentityHashMap<>();

  synchronized boolean has(RootedFiles tree, String path) {
    return held.containsKey(new Place(tree, path));
  }

  /** A directory that is held open until {@link #release}. */
  synchronized @Nullable OpenDirectory take(RootedFiles tree, String path) {
    OpenDirectory known = held.get(new Place(tree, path));
    if (known != null) {
      users.merge(known, 1, Integer::sum);
    }
    return known;
  }

  /** Adds a directory to the cache and acquires it. */
  synchronized OpenDirectory hold(RootedFiles tree, String path, OpenDirectory opened) {
    OpenDirectory known = take(tree, path);
    if (known != null) {
      opened.close(); // another thread was faster
      return known;
    }
    held.put(new Place(tree, path), opened);
    users.merge(opened, 1, Integer::sum);
    Iterator<OpenDirectory> oldest = held.values().iterator();
    while (held.size() > MOST) {
      OpenDirectory old = oldest.next();
      oldest.remove();
      if (!users.containsKey(old)) {
        old.close();
      }
    }
    return opened;
  }

  synchronized void release(OpenDirectory taken) {
    if (users.merge(taken, -1, Integer::sum) == 0) {
      users.remove(taken);
      if (!held.containsValue(taken)) {
        taken.close();
      }
    }
  }
}
