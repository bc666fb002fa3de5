import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Removes the time from an AOT cache, so that two builds give the same bytes: {@code java
 * TimelessCache.java CACHE AGAIN}.
 *
 * <p>Java keeps with each soft reference when it was used, in milliseconds since boot. AGAIN is a
 * second cache made of the same configuration. Where the two differ in such times and in the two
 * checksums that depend on them (of the header and of the heap's region; Java reads them only with
 * -XX:+VerifySharedSpaces), CACHE gets zeros. If they differ in anything else, CACHE stays as it is
 * and the exit code is 1.
 *
 * <p>Source: java.lang.ref.SoftReference, field timestamp.
 */
final class TimelessCache {

  private static final int CHECKSUMS = 2;

  private TimelessCache() {}

  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]);
    ByteBuffer cache = read(file);
    ByteBuffer again = read(Path.of(arguments[1]));
    List<Integer> differing = new ArrayList<>();
    int size = Math.min(cache.limit(), again.limit());
    for (int at = 0; at + Integer.BYTES <= size; at += Integer.BYTES) {
      if (cache.getInt(at) != again.getInt(at)) {
        differing.add(at);
      }
    }
    // The checksums come first: they are in the header.
    List<Integer> times = differing.stream().skip(CHECKSUMS).toList();
    long now = System.nanoTime() / 1_000_000;
    long others =
        times.stream()
            .filter(
                at ->
                    at % Long.BYTES != 0
                        || !isTime(cache.getLong(at), again.getLong(at))
                        || !isTime(again.getLong(at), now))
            .count();
    if (cache.limit() != again.limit() || times.isEmpty() || others > 0) {
      System.err.printf(
          "%s: two caches of %d and %d bytes differ in %d words, %d of them neither times since"
              + " boot nor checksums%n",
          file, cache.limit(), again.limit(), differing.size(), others);
      System.exit(1);
    }
    differing.stream().limit(CHECKSUMS).forEach(at -> cache.putInt(at, 0));
    times.forEach(at -> cache.putLong(at, 0));
    Files.write(file, cache.array());
  }

  /** Whether a value is a time of the hour before another. */
  private static boolean isTime(long value, long later) {
    return value < later && value > later - 3_600_000;
  }

  private static ByteBuffer read(Path file) throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
  }
}
