package io.hostready.host;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Extended attributes of files in all name spaces; java.nio knows those of {@code user} alone, and
 * not the access control lists and security labels in {@code system} and {@code security}. Links
 * are not followed. Source: xattr(7), llistxattr(2), lgetxattr(2), lsetxattr(2) of the C library.
 */
final class ExtendedAttributes {

  private static final int ENOTSUP = 95; // errno(3), Linux
  private static final int ENODATA = 61;
  private static final int MOST_BYTES = 65536; // xattr(7): XATTR_LIST_MAX, XATTR_SIZE_MAX

  private ExtendedAttributes() {}

  /** The C library's functions; loaded at the first use, which only changing a host needs. */
  @SuppressWarnings("restricted") // the descriptors are those of the manual pages
  private static final class C {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout ERRNO = Linker.Option.captureStateLayout();
    private static final long ERRNO_AT =
        ERRNO.byteOffset(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle LIST =
        function(
            "llistxattr",
            FunctionDescriptor.of(
                ValueLayout.JAVA_LONG,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_LONG));
    private static final MethodHandle GET =
        function(
            "lgetxattr",
            FunctionDescriptor.of(
                ValueLayout.JAVA_LONG,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_LONG));
    private static final MethodHandle SET =
        function(
            "lsetxattr",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT));
    private static final MethodHandle REMOVE =
        function(
            "lremovexattr",
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS));
    private static final MethodHandle MESSAGE =
        LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("strerror"),
            FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_INT));

    private static MethodHandle function(String name, FunctionDescriptor shape) {
      return LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow(name), shape, Linker.Option.captureCallState("errno"));
    }

    private static String message(int errno) throws Throwable {
      return ((MemorySegment) MESSAGE.invokeExact(errno)).reinterpret(256).getString(0);
    }
  }

  /** One call's memory, freed with it. */
  private static final class Call implements AutoCloseable {
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment errno = arena.allocate(C.ERRNO);
    private final Path file;
    private final MemorySegment path;

    Call(Path file) {
      this.file = file;
      this.path = arena.allocateFrom(file.toString());
    }

    MemorySegment text(String text) {
      return arena.allocateFrom(text);
    }

    MemorySegment buffer(long size) {
      return arena.allocate(Math.max(1, size));
    }

    int errno() {
      return errno.get(ValueLayout.JAVA_INT, C.ERRNO_AT);
    }

    FileSystemException failure(String what) throws Throwable {
      return new FileSystemException(file.toString(), null, what + ": " + C.message(errno()));
    }

    @Override
    public void close() {
      arena.close();
    }
  }

  /** All attributes of a file by name; none where the file system knows no attributes. */
  static Map<String, Content> read(Path file) throws IOException {
    Map<String, Content> found = new TreeMap<>();
    try (Call call = new Call(file)) {
      MemorySegment names = call.buffer(MOST_BYTES);
      long size = (long) C.LIST.invokeExact(call.errno, call.path, names, (long) MOST_BYTES);
      if (size < 0 && call.errno() == ENOTSUP) {
        return found;
      }
      if (size < 0) {
        throw call.failure("its extended attributes cannot be listed");
      }
      String list = new String(bytes(names, size), StandardCharsets.UTF_8);
      for (String name : list.split("\0")) {
        if (!name.isEmpty()) {
          MemorySegment value = call.buffer(MOST_BYTES);
          long length =
              (long)
                  C.GET.invokeExact(
                      call.errno, call.path, call.text(name), value, (long) MOST_BYTES);
          if (length >= 0) {
            found.put(name, Content.of(bytes(value, length)));
          } else if (call.errno() != ENODATA) {
            throw call.failure("its extended attribute " + name + " cannot be read");
          }
        }
      }
      return found;
    } catch (Throwable thrown) {
      throw passed(thrown);
    }
  }

  /** Gives a file exactly these attributes. What it has already is not touched. */
  static void write(Path file, Map<String, Content> wanted) throws IOException {
    Map<String, Content> now = read(file);
    try (Call call = new Call(file)) {
      for (String name : now.keySet()) {
        if (!wanted.containsKey(name)
            && (int) C.REMOVE.invokeExact(call.errno, call.path, call.text(name)) < 0
            && call.errno() != ENODATA) {
          throw call.failure("its extended attribute " + name + " cannot be removed");
        }
      }
      for (Map.Entry<String, Content> each : wanted.entrySet()) {
        if (!each.getValue().equals(now.get(each.getKey()))) {
          byte[] bytes = each.getValue().bytes();
          MemorySegment value = call.buffer(bytes.length);
          MemorySegment.copy(bytes, 0, value, ValueLayout.JAVA_BYTE, 0, bytes.length);
          MemorySegment name = call.text(each.getKey());
          if ((int) C.SET.invokeExact(call.errno, call.path, name, value, (long) bytes.length, 0)
              < 0) {
            throw call.failure("its extended attribute " + each.getKey() + " cannot be set");
          }
        }
      }
    } catch (Throwable thrown) {
      throw passed(thrown);
    }
  }

  private static byte[] bytes(MemorySegment segment, long size) {
    return segment.asSlice(0, size).toArray(ValueLayout.JAVA_BYTE);
  }

  private static IOException passed(Throwable thrown) {
    return switch (thrown) {
      case IOException failed -> failed;
      case RuntimeException broken -> throw broken;
      case Error broken -> throw broken;
      default -> throw new IllegalStateException(thrown);
    };
  }
}
