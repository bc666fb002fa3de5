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
    Class.forName("com.oracle.svm.hosted.NativeImageGeneratorRunner")
        .getMethod("main", String[].class)
        .invoke(null, (Object) arguments);
  }

  private static boolean isBuilder(Module module) {
    return module.getName().startsWith("org.graalvm") || module.getName().startsWith("jdk.graal");
  }
}
