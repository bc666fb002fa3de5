package io.hostready.host;

import org.graalvm.nativeimage.UnmanagedMemory;
import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.nativeimage.c.function.CFunction.Transition;
import org.graalvm.nativeimage.c.type.CCharPointer;
import org.graalvm.nativeimage.c.type.CIntPointer;
import org.graalvm.nativeimage.c.type.CTypeConversion;
import org.graalvm.nativeimage.c.type.CTypeConversion.CCharPointerHolder;
import org.graalvm.word.SignedWord;
import org.graalvm.word.UnsignedWord;
import org.graalvm.word.WordFactory;

/** {@link AttributeCalls} in the native executable, which calls the C library directly. */
final class ImageAttributeCalls implements AttributeCalls {

  @CFunction(transition = Transition.NO_TRANSITION)
  private static native SignedWord llistxattr(
      CCharPointer path, CCharPointer list, UnsignedWord size);

  @CFunction(transition = Transition.NO_TRANSITION)
  private static native SignedWord lgetxattr(
      CCharPointer path, CCharPointer name, CCharPointer value, UnsignedWord size);

  @CFunction(transition = Transition.NO_TRANSITION)
  private static native int lsetxattr(
      CCharPointer path, CCharPointer name, CCharPointer value, UnsignedWord size, int flags);

  @CFunction(transition = Transition.NO_TRANSITION)
  private static native int lremovexattr(CCharPointer path, CCharPointer name);

  @CFunction(value = "__errno_location", transition = Transition.NO_TRANSITION)
  private static native CIntPointer errnoLocation();

  @CFunction(transition = Transition.NO_TRANSITION)
  private static native CCharPointer strerror(int errno);

  @Override
  public Answer list(String path) {
    UnsignedWord size = WordFactory.unsigned(MAX_BYTES);
    CCharPointer buffer = UnmanagedMemory.malloc(MAX_BYTES);
    try (CCharPointerHolder file = CTypeConversion.toCString(path)) {
      return answer(llistxattr(file.get(), buffer, size).rawValue(), buffer);
    } finally {
      UnmanagedMemory.free(buffer);
    }
  }

  @Override
  public Answer get(String path, String name) {
    UnsignedWord size = WordFactory.unsigned(MAX_BYTES);
    CCharPointer buffer = UnmanagedMemory.malloc(MAX_BYTES);
    try (CCharPointerHolder file = CTypeConversion.toCString(path);
        CCharPointerHolder key = CTypeConversion.toCString(name)) {
      return answer(lgetxattr(file.get(), key.get(), buffer, size).rawValue(), buffer);
    } finally {
      UnmanagedMemory.free(buffer);
    }
  }

  @Override
  public int set(String path, String name, byte[] value) {
    try (CCharPointerHolder file = CTypeConversion.toCString(path);
        CCharPointerHolder key = CTypeConversion.toCString(name);
        CCharPointerHolder bytes = CTypeConversion.toCBytes(value)) {
      UnsignedWord size = WordFactory.unsigned(value.length);
      return lsetxattr(file.get(), key.get(), bytes.get(), size, 0) < 0
          ? errnoLocation().read()
          : 0;
    }
  }

  @Override
  public int remove(String path, String name) {
    try (CCharPointerHolder file = CTypeConversion.toCString(path);
        CCharPointerHolder key = CTypeConversion.toCString(name)) {
      return lremovexattr(file.get(), key.get()) < 0 ? errnoLocation().read() : 0;
    }
  }

  @Override
  public String message(int errno) {
    return CTypeConversion.toJavaString(strerror(errno));
  }

  private static Answer answer(long size, CCharPointer buffer) {
    if (size < 0) {
      return new Answer(errnoLocation().read(), new byte[0]);
    }
    byte[] bytes = new byte[(int) size];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = buffer.read(i);
    }
    return new Answer(0, bytes);
  }
}
