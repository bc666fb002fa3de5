import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.attribute.NestHostAttribute;
import java.lang.classfile.attribute.NestMembersAttribute;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DirectMethodHandleDesc.Kind;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Rewrites compiled classes for a quick start and little memory: the lambdas and method references of
 * a package become few classes, {@code $$Lambdas}, whose objects know by a number which of them they
 * are. The JDK would make a class of each: at each start, or in an AOT cache where the rehearsal came
 * by it, some two KiB in memory each. They call private methods, so all classes of the package become
 * one nest (JEP 181). What a class does stays the same, unless it asked a lambda of which other
 * interfaces it is, or a class who is in its nest; what only debuggers read is dropped. Run by
 * scripts/package on copies: {@code java PlainLambdas.java FOLDER}.
 *
 * <p>Source: java.lang.invoke.LambdaMetafactory, and TypeConvertingMethodAdapter for the conversions.
 */
public final class PlainLambdas {

  private static final String SUFFIX = "$$Lambdas";

  /** Nests, by which a class may call private methods of another: Java 11 (JEP 181). */
  private static final int NESTS = 55;

  private final Path folder;
  private final ClassFile classFile;
  private final Map<ClassDesc, ClassModel> classes = new HashMap<>();
  private final Map<ClassDesc, Map<String, String>> known = new HashMap<>();
  private int rewritten;
  private int left;

  private PlainLambdas(Path folder) throws IOException {
    this.folder = folder;
    ClassHierarchyResolver made =
        type ->
            type.descriptorString().contains(SUFFIX)
                ? ClassHierarchyResolver.ClassHierarchyInfo.ofClass(ConstantDescs.CD_Object)
                : null;
    ClassHierarchyResolver ours =
        type -> Optional.ofNullable(classes.get(type)).map(PlainLambdas::ancestry).orElse(null);
    classFile =
        ClassFile.of(
            // What a class does not use any more is not to stay among its constants.
            ClassFile.ConstantPoolSharingOption.NEW_POOL,
            ClassFile.DebugElementsOption.DROP_DEBUG,
            ClassFile.ClassHierarchyResolverOption.of(
                made.orElse(ours).orElse(ClassHierarchyResolver.defaultResolver())));
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).sorted().toList()) {
        ClassModel model = classFile.parse(file);
        classes.put(model.thisClass().asSymbol(), model);
      }
    }
  }

  private static ClassHierarchyResolver.ClassHierarchyInfo ancestry(ClassModel model) {
    return model.flags().has(AccessFlag.INTERFACE)
        ? ClassHierarchyResolver.ClassHierarchyInfo.ofInterface()
        : ClassHierarchyResolver.ClassHierarchyInfo.ofClass(
            model.superclass().map(ClassEntry::asSymbol).orElse(null));
  }

  public static void main(String[] arguments) throws IOException {
    PlainLambdas work = new PlainLambdas(Path.of(arguments[0]));
    Map<String, List<ClassModel>> packages = new TreeMap<>();
    for (ClassModel model : work.classes.values()) {
      if (!model.isModuleInfo()) {
        packages
            .computeIfAbsent(
                model.thisClass().asSymbol().packageName(), name -> new ArrayList<>())
            .add(model);
      }
    }
    for (Map.Entry<String, List<ClassModel>> one : packages.entrySet()) {
      one.getValue().sort((a, b) -> nameOf(a).compareTo(nameOf(b)));
      work.rewrite(one.getKey(), one.getValue());
    }
    System.out.println(work.rewritten + " lambdas rewritten, " + work.left + " left as they are");
  }

  private static String nameOf(ClassModel model) {
    return model.thisClass().asInternalName();
  }

  /** The methods of an interface, name and type: "" where it is abstract, or who implements it. */
  private Map<String, String> methodsOf(ClassDesc type) {
    Map<String, String> found = known.get(type);
    if (found == null) {
      found = new HashMap<>();
      ClassModel model = classes.get(type);
      if (model == null) {
        addMethodsOfJdk(type, found);
      } else {
        for (ClassEntry parent : model.interfaces()) {
          found.putAll(methodsOf(parent.asSymbol()));
        }
        for (var method : model.methods()) {
          if (!method.flags().has(AccessFlag.STATIC) && !method.flags().has(AccessFlag.PRIVATE)) {
            found.put(
                method.methodName().stringValue() + method.methodType().stringValue(),
                method.flags().has(AccessFlag.ABSTRACT) ? "" : nameOf(model));
          }
        }
      }
      known.put(type, found);
    }
    return found;
  }

  private static void addMethodsOfJdk(ClassDesc type, Map<String, String> found) {
    String name = type.descriptorString().replace('/', '.');
    try {
      Class<?> loaded = Class.forName(name.substring(1, name.length() - 1), false, null);
      for (Method method : loaded.getMethods()) {
        if (!Modifier.isStatic(method.getModifiers())) {
          MethodTypeDesc shape =
              java.lang.invoke.MethodType.methodType(
                      method.getReturnType(), method.getParameterTypes())
                  .describeConstable()
                  .orElseThrow();
          found.put(
              method.getName() + shape.descriptorString(),
              method.isDefault() ? method.getDeclaringClass().getName() : "");
        }
      }
    } catch (ClassNotFoundException missing) {
      throw new IllegalStateException(name + " is neither in the folder nor in java.base", missing);
    }
  }

  private static boolean isLambda(InvokeDynamicInstruction call) {
    return call.bootstrapMethod().owner().displayName().equals("LambdaMetafactory");
  }

  /** Left alone are serializable lambdas and those with bridges, and those of older classes. */
  private static boolean isPlain(InvokeDynamicInstruction call, ClassModel owner) {
    if (owner.majorVersion() < NESTS
        || !call.bootstrapMethod().methodName().equals("metafactory")) {
      return false;
    }
    DirectMethodHandleDesc body = (DirectMethodHandleDesc) call.bootstrapArgs().get(1);
    return body.kind() != Kind.SPECIAL && body.kind() != Kind.INTERFACE_SPECIAL
        || body.owner().equals(owner.thisClass().asSymbol());
  }

  private void rewrite(String folder, List<ClassModel> classes) throws IOException {
    List<LambdaClass> made = new ArrayList<>();
    Map<ClassModel, byte[]> changed = new LinkedHashMap<>();
    for (ClassModel model : classes) {
      changed.put(
          model,
          classFile.transformClass(
              model,
              ClassTransform.transformingMethodBodies(
                  (code, part) -> {
                    if (part instanceof InvokeDynamicInstruction call && isLambda(call)) {
                      rewrite(call, model, code, folder, made);
                    } else {
                      code.with(part);
                    }
                  })));
    }
    List<ClassDesc> members = new ArrayList<>();
    for (Map.Entry<ClassModel, byte[]> one : changed.entrySet()) {
      ClassDesc name = one.getKey().thisClass().asSymbol();
      boolean joins = !made.isEmpty() && one.getKey().majorVersion() >= NESTS;
      Files.write(
          fileOf(name), joins ? inNestOf(made.getFirst().name, one.getValue()) : one.getValue());
      if (joins) {
        members.add(name);
      }
    }
    made.stream().skip(1).forEach(lambdas -> members.add(lambdas.name));
    for (LambdaClass lambdas : made) {
      Files.write(
          fileOf(lambdas.name),
          lambdas.bytes(
              classFile,
              lambdas == made.getFirst()
                  ? NestMembersAttribute.ofSymbols(members)
                  : NestHostAttribute.of(made.getFirst().name)));
    }
  }

  private void rewrite(
      InvokeDynamicInstruction call,
      ClassModel owner,
      CodeBuilder code,
      String folder,
      List<LambdaClass> made) {
    if (isPlain(call, owner)) {
      Map<String, String> methods = methodsOf(call.typeSymbol().returnType());
      LambdaClass.Lambda lambda = classFor(methods, folder, made).add(call, methods);
      code.loadConstant(lambda.number());
      code.invokestatic(lambda.in(), "of", lambda.making());
      rewritten++;
    } else {
      code.with(call);
      left++;
    }
  }

  private static LambdaClass classFor(
      Map<String, String> methods, String folder, List<LambdaClass> made) {
    for (LambdaClass one : made) {
      if (one.fits(methods)) {
        return one;
      }
    }
    String name = SUFFIX + (made.isEmpty() ? "" : made.size() + 1);
    made.add(new LambdaClass(ClassDesc.of(folder.isEmpty() ? name : folder + "." + name)));
    return made.getLast();
  }

  private Path fileOf(ClassDesc type) {
    String name = type.descriptorString();
    return folder.resolve(name.substring(1, name.length() - 1) + ".class");
  }

  private byte[] inNestOf(ClassDesc host, byte[] bytes) {
    return classFile.transformClass(
        classFile.parse(bytes),
        ClassTransform.dropping(
                part -> part instanceof NestMembersAttribute || part instanceof NestHostAttribute)
            .andThen(ClassTransform.endHandler(to -> to.with(NestHostAttribute.of(host)))));
  }
}
