package io.hostready.host;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.CRC32;

/**
 * The files of a folder that has only folders of files in it, each with its size in bytes, its
 * modification time in seconds and its CRC-32: enough to see that nothing was changed since. A file
 * is read for that only where its time is another, as after copying. Hidden files do not count.
 */
public record FolderState(List<Part> parts) {

  /** One folder, its name empty for the outermost, with its files. */
  public record Part(String name, List<Entry> files) {
    public Part {
      files = List.copyOf(files);
    }
  }

  /** A file's name, size in bytes, modification time in seconds since 1970, and CRC-32. */
  public record Entry(String name, int size, int time, int crc) {}

  public FolderState {
    parts = List.copyOf(parts);
  }

  /** Looks at a folder. Names are sorted. */
  public static FolderState of(String path) {
    List<Part> parts = new ArrayList<>();
    File root = new File(path);
    parts.add(new Part("", entries(root)));
    for (String name : names(root, File::isDirectory)) {
      parts.add(new Part(name, entries(new File(root, name))));
    }
    return new FolderState(parts);
  }

  private static List<Entry> entries(File folder) {
    List<Entry> entries = new ArrayList<>();
    for (String name : names(folder, File::isFile)) {
      File file = new File(folder, name);
      entries.add(new Entry(name, (int) file.length(), seconds(file), crc(file)));
    }
    return entries;
  }

  private static List<String> names(File folder, Predicate<File> wanted) {
    List<String> names = new ArrayList<>();
    String[] all = folder.list();
    for (String name : all == null ? new String[0] : all) {
      if (!name.startsWith(".") && wanted.test(new File(folder, name))) {
        names.add(name);
      }
    }
    names.sort(null);
    return names;
  }

  private static int seconds(File file) {
    return (int) (file.lastModified() / 1000);
  }

  private static int crc(File file) {
    CRC32 crc = new CRC32();
    try (FileInputStream in = new FileInputStream(file)) {
      crc.update(in.readAllBytes());
      return (int) crc.getValue();
    } catch (IOException unreadable) {
      return 0; // where it is read, that says why it cannot be
    }
  }

  /** Whether a folder is now as this says: no file more, none less, none other. */
  public boolean isThatOf(String path) {
    for (Part part : parts) {
      File folder = new File(path, part.name());
      int missing = part.files().size() + (part.name().isEmpty() ? parts.size() - 1 : 0);
      String[] names = folder.list();
      if (names == null) {
        return false;
      }
      for (String name : names) {
        missing -= name.startsWith(".") ? 0 : 1;
      }
      if (missing != 0) {
        return false;
      }
      for (Entry entry : part.files()) {
        File file = new File(folder, entry.name());
        if (file.length() != entry.size()
            || seconds(file) != entry.time() && crc(file) != entry.crc()) {
          return false;
        }
      }
    }
    return true;
  }
}
