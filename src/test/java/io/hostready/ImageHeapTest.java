package io.hostready;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Static fields of the native executable have the values that they got when it was built, on
 * another machine at another time: none of them may hold anything of a machine or of a moment.
 */
class ImageHeapTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importPath(Path.of(System.getProperty("hostready.project"), "target", "classes"));

  /**
   * Types of which each object belongs to one process, or has a secret of it. Thread pools are not
   * among them: with a thread in it the executable cannot be built, and without it is as good as
   * new.
   */
  private static final Set<String> OF_ONE_PROCESS =
      Set.of(
          "com.fasterxml.jackson.core.JsonFactory", // hashes names by a random number
          "java.io.File",
          "java.io.InputStream",
          "java.io.OutputStream",
          "java.lang.Process",
          "java.lang.ProcessHandle",
          "java.lang.Thread",
          "java.nio.channels.Channel",
          "java.nio.charset.Charset",
          "java.security.MessageDigest",
          "java.time.Clock",
          "java.time.Instant",
          "java.time.ZoneId",
          "java.util.Locale",
          "java.util.Random");

  /** What asks the machine: whole classes, and methods of others. */
  private static final Set<String> ASKING =
      Set.of(
          "java.io.File",
          "java.lang.ProcessHandle",
          "java.lang.Runtime",
          "java.lang.System.currentTimeMillis",
          "java.lang.System.getenv",
          "java.lang.System.getProperty",
          "java.lang.System.nanoTime",
          "java.net.InetAddress",
          "java.nio.charset.Charset.defaultCharset",
          "java.nio.file.Files",
          "java.nio.file.Path.toAbsolutePath",
          "java.nio.file.Path.toRealPath",
          "java.time.Instant.now",
          "java.time.ZoneId.systemDefault",
          "java.util.Locale.getDefault");

  @Test
  void noStaticFieldHoldsWhatBelongsToOneProcess() {
    Set<String> found =
        CLASSES.stream()
            .flatMap(type -> type.getFields().stream())
            .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
            .filter(field -> OF_ONE_PROCESS.stream().anyMatch(isA(field.getRawType())))
            .map(field -> field.getFullName())
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(Set.of(), found);
  }

  private static java.util.function.Predicate<String> isA(JavaClass type) {
    return type::isAssignableTo;
  }

  /** ExtendedAttributes asks whether it is in an image. */
  @Test
  void noStaticInitializerAsksTheMachine() {
    Set<String> found =
        CLASSES.stream()
            .flatMap(type -> type.getStaticInitializer().stream())
            .flatMap(code -> code.getMethodCallsFromSelf().stream())
            .filter(
                call ->
                    Stream.of(
                            call.getTargetOwner().getName(),
                            call.getTargetOwner().getName() + "." + call.getName())
                        .anyMatch(ASKING::contains))
            .map(call -> call.getOriginOwner().getName() + " calls " + call.getName())
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(Set.of("io.hostready.host.ExtendedAttributes calls getProperty"), found);
  }

  @Test
  void staticFieldsAndInitializersAreSeen() {
    assertTrue(CLASSES.get("io.hostready.rule.RuleId").getStaticInitializer().isPresent());
    assertTrue(
        CLASSES.get("io.hostready.rule.RuleId").getField("FORM").getModifiers().stream()
            .anyMatch(JavaModifier.STATIC::equals));
  }
}
