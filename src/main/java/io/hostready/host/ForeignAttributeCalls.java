package io.hostready.host;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** {@link AttributeCalls} on the JVM, with java.lang.foreign. */
@SuppressWarnings("restricted") // the function descriptors follow the manual pages
final class ForeignAttributeCalls implements AttributeCalls {

  private static final MemoryLayout INT = ValueLayout.JAVA_INT;
  private static final MemoryLayout LONG = ValueLayout.JAVA_LONG;
  private static final MemoryLayout POINTER = ValueLayout.ADDRESS;
  private static final MemoryLayout ERRNO = Linker.Option.captureStateLayout();
  private static final long ERRNO_OFFSET = ERRNO.byteOffset(PathElement.groupElement("errno"));

  private final MethodHandle list = function("llistxattr", LONG, POINTER, POINTER, LONG);
  private final MethodHandle get = function("lgetxattr", LONG, POINTER, POINTER, POINTER, LONG);
  private final MethodHandle set = function("lsetxattr", INT, POINTER, POINTER, POINTER, LONG, INT);
  private final MethodHandle remove = function("lremovexattr", INT, POINTER, POINTER);
  private final MethodHandle message =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().findOrThrow("strerror"),
              FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_INT));

  private static MethodHandle function(
      String name, MemoryLayout result, MemoryLayout... arguments) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name),
        FunctionDescriptor.of(result, arguments),
        Linker.Option.captureCallState("errno"));
  }

  @Override
  public Answer list(String path) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = arena.allocate(ERRNO);
      MemorySegment names = arena.allocate(MAX_BYTES);
      long size = (long) list.invokeExact(errno, arena.allocateFrom(path), names, (long) MAX_BYTES);
      return answer(size, errno, names);
    } catch (Throwable broken) {
      throw unexpected(broken);
    }
  }

  @Override
  public Answer get(String path, String name) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = arena.allocate(ERRNO);
      MemorySegment value = arena.allocate(MAX_BYTES);
      long size =
          (long)
              get.invokeExact(
                  errno,
                  arena.allocateFrom(path),
                  arena.allocateFrom(name),
                  value,
                  (long) MAX_BYTES);
      return answer(size, errno, value);
    } catch (Throwable broken) {
      throw unexpected(broken);
    }
  }

  @Override
  public int set(String path, String name, byte[] value) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = arena.allocate(ERRNO);
      MemorySegment bytes = arena.allocate(Math.max(1, value.length));
      MemorySegment.copy(value, 0, bytes, ValueLayout.JAVA_BYTE, 0, value.length);
      int failed =
          (int)
              set.invokeExact(
                  errno,
                  arena.allocateFrom(path),
                  arena.allocateFrom(name),
                  bytes,
                  (long) value.length,
                  0);
      return failed < 0 ? number(errno) : 0;
    } catch (Throwable broken) {
      throw unexpected(broken);
    }
  }

  @Override
  public int remove(String path, String name) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = arena.allocate(ERRNO);
      int failed =
          (int) remove.invokeExact(errno, arena.allocateFrom(path), arena.allocateFrom(name));
      return failed < 0 ? number(errno) : 0;
    } catch (Throwable broken) {
      throw unexpected(broken);
    }
  }

  @Override
  public String message(int errno) {
    try {
      return ((MemorySegment) message.invokeExact(errno)).reinterpret(256).getString(0);
    } catch (Throwable broken) {
      throw unexpected(broken);
    }
  }

  private static Answer answer(long size, MemorySegment errno, MemorySegment buffer) {
    return size < 0
        ? new Answer(number(errno), new byte[0])
        : new Answer(0, buffer.asSlice(0, size).toArray(ValueLayout.JAVA_BYTE));
  }

  private static int number(MemorySegment errno) {
    return errno.get(ValueLayout.JAVA_INT, ERRNO_OFFSET);
  }

  private static RuntimeException unexpected(Throwable thrown) {
    return switch (thrown) {
      case RuntimeException broken -> broken;
      case Error broken -> throw broken;
      default -> new IllegalStateException(thrown);
    };
  }
}
