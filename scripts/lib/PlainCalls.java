import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Rewrites compiled classes for a quick start: the switches over types and the methods of records
 * that javac leaves to invokedynamic become plain methods. The JDK makes such call sites anew at
 * each start, by spinning classes; an AOT cache keeps lambdas only (JEP 483). What a class does stays
 * the same. Run by scripts/package on copies: {@code java PlainCalls.java FOLDER}.
 *
 * <p>Source: java.lang.runtime.SwitchBootstraps.typeSwitch, java.lang.runtime.ObjectMethods.
 */
public final class PlainCalls {

  private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");
  private static final ClassDesc BUILDER = ClassDesc.of("java.lang.StringBuilder");
  private static final int FLAGS =
      ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC;

  private final ClassFile classFile;
  private int rewritten;
  private int left;

  private PlainCalls(Path folder) {
    // Merging types in stack maps asks who extends whom.
    ClassHierarchyResolver inFolder =
        ClassHierarchyResolver.ofResourceParsing(
            type -> {
              String name = type.descriptorString();
              Path file = folder.resolve(name.substring(1, name.length() - 1) + ".class");
              try {
                return Files.exists(file) ? Files.newInputStream(file) : null;
              } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
              }
            });
    classFile =
        ClassFile.of(
            ClassFile.ClassHierarchyResolverOption.of(
                inFolder.orElse(ClassHierarchyResolver.defaultResolver())));
  }

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    PlainCalls work = new PlainCalls(folder);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).sorted().toList()) {
        work.rewrite(file);
      }
    }
    System.out.println(work.rewritten + " call sites rewritten, " + work.left + " left as they are");
  }

  private void rewrite(Path file) throws IOException {
    ClassModel model = classFile.parse(file);
    List<Consumer<ClassBuilder>> added = new ArrayList<>();
    byte[] bytes =
        classFile.transformClass(
            model,
            new java.lang.classfile.ClassTransform() {
              @Override
              public void accept(ClassBuilder to, ClassElement element) {
                if (element instanceof MethodModel method && hasCandidate(method)) {
                  to.transformMethod(
                      method,
                      java.lang.classfile.MethodTransform.transformingCode(
                          (code, part) -> plain(model, code, part, added)));
                } else {
                  to.with(element);
                }
              }

              @Override
              public void atEnd(ClassBuilder to) {
                added.forEach(method -> method.accept(to));
              }
            });
    if (!added.isEmpty()) {
      Files.write(file, bytes);
    }
  }

  private static boolean hasCandidate(MethodModel method) {
    return method.code().stream()
        .flatMap(code -> code.elementStream())
        .anyMatch(part -> part instanceof InvokeDynamicInstruction call && maker(call).isPresent());
  }

  /** "typeSwitch" or "ObjectMethods", where it is one of them. */
  private static java.util.Optional<String> maker(InvokeDynamicInstruction call) {
    DirectMethodHandleDesc bootstrap = call.bootstrapMethod();
    String owner = bootstrap.owner().displayName();
    if (owner.equals("SwitchBootstraps") && bootstrap.methodName().equals("typeSwitch")) {
      return java.util.Optional.of("typeSwitch");
    }
    return owner.equals("ObjectMethods") ? java.util.Optional.of(owner) : java.util.Optional.empty();
  }

  private void plain(
      ClassModel owner, CodeBuilder code, CodeElement part, List<Consumer<ClassBuilder>> added) {
    if (part instanceof InvokeDynamicInstruction call && maker(call).isPresent()) {
      List<ConstantDesc> arguments = call.bootstrapArgs();
      boolean isSwitch = maker(call).get().equals("typeSwitch");
      boolean isPrimitive = call.typeSymbol().parameterType(0).isPrimitive();
      if (!isSwitch || arguments.stream().allMatch(label -> isKnown(label, isPrimitive))) {
        String name = (isSwitch ? "switch" : call.name().stringValue()) + "$plain" + added.size();
        MethodTypeDesc type = call.typeSymbol();
        ClassDesc self = owner.thisClass().asSymbol();
        added.add(
            to ->
                to.withMethodBody(
                    name,
                    type,
                    FLAGS,
                    body -> {
                      if (isSwitch && isPrimitive) {
                        body.iload(TypeKind.from(type.parameterType(0)).slotSize()).ireturn();
                      } else if (isSwitch) {
                        typeSwitch(body, arguments);
                      } else {
                        recordMethod(body, call.name().stringValue(), arguments);
                      }
                    }));
        boolean isInterface = (owner.flags().flagsMask() & ClassFile.ACC_INTERFACE) != 0;
        code.invokestatic(self, name, type, isInterface);
        rewritten++;
        return;
      }
      left++;
    }
    code.with(part);
  }

  /** Of a primitive value the only label is its own type, which always fits. */
  private static boolean isKnown(ConstantDesc label, boolean isPrimitive) {
    return isPrimitive
        ? label instanceof DynamicConstantDesc<?> type
            && type.bootstrapMethod().methodName().equals("primitiveClass")
        : label instanceof ClassDesc || label instanceof String;
  }

  /** The index of the first label from a start on that fits; -1 for null, their count for none. */
  private static void typeSwitch(CodeBuilder code, List<ConstantDesc> labels) {
    Label given = code.newLabel();
    code.aload(0).ifnonnull(given).iconst_m1().ireturn().labelBinding(given);
    List<Label> checks = new ArrayList<>();
    List<SwitchCase> starts = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      checks.add(code.newLabel());
      starts.add(SwitchCase.of(i, checks.get(i)));
    }
    Label none = code.newLabel();
    if (!labels.isEmpty()) {
      code.iload(1).tableswitch(0, labels.size() - 1, none, starts);
    }
    for (int i = 0; i < labels.size(); i++) {
      Label next = code.newLabel();
      code.labelBinding(checks.get(i));
      if (labels.get(i) instanceof ClassDesc type) {
        code.aload(0).instanceOf(type);
      } else {
        code.loadConstant(labels.get(i)).aload(0);
        code.invokevirtual(
            ConstantDescs.CD_String,
            "equals",
            MethodTypeDesc.of(ConstantDescs.CD_boolean, ConstantDescs.CD_Object));
      }
      code.ifeq(next).loadConstant(i).ireturn().labelBinding(next);
    }
    code.labelBinding(none).loadConstant(labels.size()).ireturn();
  }

  /** A record's equals, hashCode or toString; arguments: class, names parted by ';', getters. */
  private static void recordMethod(CodeBuilder code, String method, List<ConstantDesc> arguments) {
    ClassDesc self = (ClassDesc) arguments.get(0);
    String joined = (String) arguments.get(1);
    List<String> names = joined.isEmpty() ? List.of() : List.of(joined.split(";"));
    List<ClassDesc> types =
        arguments.stream()
            .skip(2)
            .map(getter -> ((DirectMethodHandleDesc) getter).invocationType().returnType())
            .toList();
    switch (method) {
      case "equals" -> equalsOf(code, self, names, types);
      case "hashCode" -> hashCodeOf(code, self, names, types);
      case "toString" -> toStringOf(code, self, names, types);
      default -> throw new IllegalStateException("no record has a method " + method);
    }
  }

  private static void equalsOf(
      CodeBuilder code, ClassDesc self, List<String> names, List<ClassDesc> types) {
    Label differ = code.newLabel();
    code.aload(1).instanceOf(self).ifeq(differ);
    code.aload(1).checkcast(self).astore(2);
    for (int i = 0; i < names.size(); i++) {
      ClassDesc type = types.get(i);
      code.aload(0).getfield(self, names.get(i), type).aload(2).getfield(self, names.get(i), type);
      if (type.isPrimitive()) {
        code.invokestatic(
            wrapper(type), "compare", MethodTypeDesc.of(ConstantDescs.CD_int, type, type));
        code.ifne(differ);
      } else {
        code.invokestatic(
            OBJECTS,
            "equals",
            MethodTypeDesc.of(
                ConstantDescs.CD_boolean, ConstantDescs.CD_Object, ConstantDescs.CD_Object));
        code.ifeq(differ);
      }
    }
    code.iconst_1().ireturn().labelBinding(differ).iconst_0().ireturn();
  }

  private static void hashCodeOf(
      CodeBuilder code, ClassDesc self, List<String> names, List<ClassDesc> types) {
    code.iconst_0();
    for (int i = 0; i < names.size(); i++) {
      ClassDesc type = types.get(i);
      code.bipush(31).imul().aload(0).getfield(self, names.get(i), type);
      boolean primitive = type.isPrimitive();
      code.invokestatic(
          primitive ? wrapper(type) : OBJECTS,
          "hashCode",
          MethodTypeDesc.of(ConstantDescs.CD_int, primitive ? type : ConstantDescs.CD_Object));
      code.iadd();
    }
    code.ireturn();
  }

  private static void toStringOf(
      CodeBuilder code, ClassDesc self, List<String> names, List<ClassDesc> types) {
    code.new_(BUILDER).dup().invokespecial(BUILDER, "<init>", ConstantDescs.MTD_void);
    for (int i = 0; i < names.size(); i++) {
      String before = i == 0 ? self.displayName().replaceAll(".*\\$", "") + "[" : ", ";
      append(code.loadConstant(before + names.get(i) + "="), ConstantDescs.CD_String);
      append(code.aload(0).getfield(self, names.get(i), types.get(i)), types.get(i));
    }
    String end = (names.isEmpty() ? self.displayName().replaceAll(".*\\$", "") + "[" : "") + "]";
    append(code.loadConstant(end), ConstantDescs.CD_String);
    code.invokevirtual(BUILDER, "toString", MethodTypeDesc.of(ConstantDescs.CD_String)).areturn();
  }

  private static void append(CodeBuilder code, ClassDesc type) {
    ClassDesc taken = type;
    if (!type.isPrimitive() && !type.equals(ConstantDescs.CD_String)) {
      taken = ConstantDescs.CD_Object;
    } else if (type.equals(ConstantDescs.CD_byte) || type.equals(ConstantDescs.CD_short)) {
      taken = ConstantDescs.CD_int;
    }
    code.invokevirtual(BUILDER, "append", MethodTypeDesc.of(BUILDER, taken));
  }

  private static ClassDesc wrapper(ClassDesc primitive) {
    return switch (primitive.descriptorString()) {
      case "Z" -> ConstantDescs.CD_Boolean;
      case "B" -> ConstantDescs.CD_Byte;
      case "S" -> ConstantDescs.CD_Short;
      case "C" -> ConstantDescs.CD_Character;
      case "I" -> ConstantDescs.CD_Integer;
      case "J" -> ConstantDescs.CD_Long;
      case "F" -> ConstantDescs.CD_Float;
      default -> ConstantDescs.CD_Double;
    };
  }
}
