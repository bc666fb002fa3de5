import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs GraalVM's image builder without its driver. The builder uses internals of the JDK in
 * hundreds of packages; the driver opens each by an option, this opens all of them to the builder's
 * modules and then calls the builder. Needs {@code --add-opens=java.base/java.lang=ALL-UNNAMED}.
 * For scripts/lib/image-builder.
 */
public final class ImageBuilder {

  private ImageBuilder() {}

  public static void main(String[] arguments) throws Exception {
    Method open =
        Module.class.getDeclaredMethod(
            "implAddExportsOrOpens", String.class, Module.class, boolean.class, boolean.class);
    open.setAccessible(true);
    List<Module> modules = List.copyOf(ModuleLayer.boot().modules());
    List<Module> builder =
        Stream.concat(
                Stream.of(ImageBuilder.class.getModule()),
                modules.stream().filter(ImageBuilder::isBuilder))
            .toList();
    for (Module module : modules) {
      for (String name : module.getPackages()) {
        for (Module to : builder) {
          open.invoke(module, name, to, true, true);
        }
      }
    }
    fixIterationOrder();
    Class.forName("com.oracle.svm.hosted.NativeImageGeneratorRunner")
        .getMethod("main", String[].class)
        .invoke(null, (Object) arguments);
  }

  /**
   * Set.of and Map.of iterate in an order that the JDK chooses in each process, by two fields of
   * ImmutableCollections; the builder iterates over many of them, and two builds would differ.
   * Elements are found without these fields.
   */
  private static void fixIterationOrder() throws ReflectiveOperationException {
    Class<?> collections = Class.forName("java.util.ImmutableCollections");
    Class<?> type = Class.forName("jdk.internal.misc.Unsafe");
    Object unsafe = type.getMethod("getUnsafe").invoke(null);
    Method offset = type.getMethod("staticFieldOffset", Field.class);
    Field salt = collections.getDeclaredField("SALT32L");
    Field reverse = collections.getDeclaredField("REVERSE");
    Object base = type.getMethod("staticFieldBase", Field.class).invoke(unsafe, salt);
    type.getMethod("putLong", Object.class, long.class, long.class)
        .invoke(unsafe, base, offset.invoke(unsafe, salt), 1L);
    type.getMethod("putBoolean", Object.class, long.class, boolean.class)
        .invoke(unsafe, base, offset.invoke(unsafe, reverse), false);
  }

  private static boolean isBuilder(Module module) {
    return module.getName().startsWith("org.graalvm") || module.getName().startsWith("jdk.graal");
  }
}
