package io.hostready.yaml;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Immutable maps that keep their order. */
public final class Ordered {

  private Ordered() {}

  /** A copy of a map, in its order. */
  public static <K, V> Map<K, V> copyOf(Map<? extends K, ? extends V> map) {
    return map.size() < 2
        ? Map.copyOf(map) // has no order, and is smaller
        : Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
