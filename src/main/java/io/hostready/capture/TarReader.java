package io.hostready.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads a tar archive that may be hostile: regular files, directories and symbolic links of ustar,
 * with the names that pax and GNU tar write in entries of their own. Everything else is refused,
 * and so is more than a capture can hold. Entries stay in memory; nothing is unpacked. Source:
 * POSIX pax(1), "ustar Interchange Format"; GNU tar, "Basic Tar Format".
 */
final class TarReader {

  /** The most entries, names that only carry another's name included. */
  static final int MAX_ENTRIES = 100_000;

  private static final int BLOCK = 512;

  /** What pax and GNU tar write to tell a long name. */
  private static final int MAX_NAMING = 4 * Names.MAX_LENGTH;

  /** After the end GNU tar fills its record up to twenty blocks; others to more. */
  private static final int MAX_PADDING = 1 << 20;

  /** What an entry is. */
  enum Type {
    FILE,
    DIRECTORY,
    LINK
  }

  /** One entry; target is empty but for a link. */
  record Entry(String name, Type type, String target, byte[] content) {}

  private final InputStream in;
  private final long maxBytes;
  private final int maxFile;
  private final byte[] header = new byte[BLOCK];
  private long taken;
  private int entries;

  /**
   * Reads from a stream.
   *
   * @param maxBytes the most that all contents may have together
   * @param maxFile the most that one may have
   */
  TarReader(InputStream in, long maxBytes, int maxFile) {
    this.in = in;
    this.maxBytes = maxBytes;
    this.maxFile = maxFile;
  }

  /** Reads the next entry; null at the archive's end, which is then proved to be one. */
  @Nullable Entry next() throws IOException, BadCapture {
    String name = null;
    String target = null;
    while (true) {
      fill(header, BLOCK, "the header of an entry");
      if (isZero(header, BLOCK)) {
        if (name != null || target != null) {
          throw new BadCapture("it ends after the name of an entry, before the entry");
        }
        end();
        return null;
      }
      if (++entries > MAX_ENTRIES) {
        throw new BadCapture("it has more than " + MAX_ENTRIES + " entries");
      }
      checkSum();
      long size = number(124, 12, "size");
      char type = (char) (header[156] & 0xff);
      switch (type) {
        case 'x' -> {
          Naming naming = pax(read(size, MAX_NAMING, "a pax header"));
          name = naming.name() == null ? name : naming.name();
          target = naming.target() == null ? target : naming.target();
        }
        case 'g' -> paxOfAll(read(size, MAX_NAMING, "a global pax header"));
        case 'L' -> name = string(read(size, MAX_NAMING, "a long name"));
        case 'K' -> target = string(read(size, MAX_NAMING, "a long link"));
        default -> {
          String path = name == null ? nameInHeader() : name;
          return entry(type, path, target == null ? field(157, 100) : target, size);
        }
      }
    }
  }

  private Entry entry(char type, String name, String target, long size)
      throws IOException, BadCapture {
    return switch (type) {
      case '0', '\0', '7' ->
          name.endsWith("/")
              ? new Entry(name, Type.DIRECTORY, "", read(size, 0, name))
              : new Entry(name, Type.FILE, "", read(size, maxFile, name));
      case '5' -> new Entry(name, Type.DIRECTORY, "", read(size, 0, name));
      case '2' -> new Entry(name, Type.LINK, target, read(size, 0, name));
      case '1' -> throw refused(name, "a hard link");
      case '3', '4' -> throw refused(name, "a device");
      case '6' -> throw refused(name, "a FIFO");
      case 'S' -> throw refused(name, "a sparse file");
      default ->
          throw refused(
              name,
              "an entry of type "
                  + (type > ' ' && type < 0x7f ? String.valueOf(type) : "number " + (int) type));
    };
  }

  private static BadCapture refused(String name, String what) {
    return new BadCapture(
        "'"
            + shortened(name)
            + "' is "
            + what
            + ", and captures have files, folders and links only");
  }

  private static String shortened(String name) {
    return name.length() > 80 ? name.substring(0, 80) + "..." : name;
  }

  private String nameInHeader() throws BadCapture {
    String name = field(0, 100);
    // The prefix is ustar's; GNU's own format, of the magic "ustar  ", has times there.
    boolean isUstar = header[257] == 'u' && header[262] == 0;
    String prefix = isUstar ? field(345, 155) : "";
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  private record Naming(@Nullable String name, @Nullable String target) {}

  /** Takes the names out of "LENGTH KEY=VALUE\n" records; what changes sizes is refused. */
  private Naming pax(byte[] records) throws BadCapture {
    String name = null;
    String target = null;
    int at = 0;
    while (at < records.length) {
      int length = 0;
      int digit = at;
      for (; digit < records.length && records[digit] >= '0' && records[digit] <= '9'; digit++) {
        length = Math.min(10 * length + records[digit] - '0', MAX_NAMING + 1);
      }
      int end = at + length;
      int equals = digit + 1;
      while (equals < Math.min(end, records.length) && records[equals] != '=') {
        equals++;
      }
      if (digit == at
          || end > records.length
          || equals >= end - 1
          || records[digit] != ' '
          || records[end - 1] != '\n') {
        throw new BadCapture("a pax header in it is malformed");
      }
      String key = text(records, digit + 1, equals);
      String value = text(records, equals + 1, end - 1);
      switch (key) {
        case "path" -> name = value;
        case "linkpath" -> target = value;
        case "size" -> throw new BadCapture("a pax header in it sets a size; captures need none");
        default -> {
          if (key.startsWith("GNU.sparse")) {
            throw new BadCapture("it has a sparse file, and captures have none");
          }
        }
      }
      at = end;
    }
    return new Naming(name, target);
  }

  private void paxOfAll(byte[] records) throws BadCapture {
    Naming naming = pax(records);
    if (naming.name() != null || naming.target() != null) {
      throw new BadCapture("a pax header in it gives one name to all entries");
    }
  }

  /** The content of an entry, and the blocks' rest passed over. */
  private byte[] read(long size, long most, String what) throws IOException, BadCapture {
    if (size > most) {
      throw new BadCapture(
          "'" + shortened(what) + "' has " + size + " bytes; it may have at most " + most);
    }
    taken += size;
    if (taken > maxBytes) {
      throw new BadCapture("it unpacks to more than " + (maxBytes >> 20) + " MiB");
    }
    byte[] content = in.readNBytes((int) size);
    if (content.length < size) {
      throw truncated(shortened(what));
    }
    int rest = (int) (-size & (BLOCK - 1));
    fill(header, rest, shortened(what));
    return content;
  }

  private void fill(byte[] buffer, int length, String what) throws IOException, BadCapture {
    if (in.readNBytes(buffer, 0, length) < length) {
      throw truncated(what);
    }
  }

  private static BadCapture truncated(String what) {
    return new BadCapture("it ends in the middle of " + what + ": it is cut off");
  }

  /** After the first block of zeros only zeros follow; reading them has the checksum looked at. */
  private void end() throws IOException, BadCapture {
    int padding = BLOCK;
    int read;
    while ((read = in.readNBytes(header, 0, BLOCK)) > 0) {
      padding += read;
      if (!isZero(header, read) || padding > MAX_PADDING) {
        throw new BadCapture("it goes on after its end");
      }
    }
    if (padding < 2 * BLOCK) {
      throw new BadCapture("its end is cut off");
    }
  }

  private static boolean isZero(byte[] block, int length) {
    for (int i = 0; i < length; i++) {
      if (block[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private void checkSum() throws BadCapture {
    long said = number(148, 8, "checksum");
    int sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xff;
    }
    if (sum != said) {
      throw new BadCapture(
          "the header of an entry has a wrong checksum: it is no tar archive, or damaged");
    }
  }

  /** Octal digits; the binary numbers of GNU tar are for what no capture holds. */
  private long number(int at, int length, String what) throws BadCapture {
    long number = 0;
    boolean ended = false;
    boolean any = false;
    for (int i = at; i < at + length; i++) {
      int each = header[i];
      if (each == 0 || each == ' ') {
        ended |= any;
      } else if (ended || each < '0' || each > '7') {
        throw new BadCapture("the header of an entry has a " + what + " that is no octal number");
      } else {
        number = number * 8 + each - '0';
        any = true;
      }
    }
    return number;
  }

  private String field(int at, int length) throws BadCapture {
    int end = at;
    while (end < at + length && header[end] != 0) {
      end++;
    }
    return text(header, at, end);
  }

  private static String string(byte[] bytes) throws BadCapture {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] == 0) {
      end--;
    }
    return text(bytes, 0, end);
  }

  private static String text(byte[] bytes, int start, int end) throws BadCapture {
    for (int i = start; i < end; i++) {
      if (bytes[i] < 0) {
        return decoded(Arrays.copyOfRange(bytes, start, end));
      }
    }
    return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
  }

  private static String decoded(byte[] bytes) throws BadCapture {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException notUtf8) {
      throw new BadCapture("a name in it is not UTF-8", notUtf8);
    }
  }
}
