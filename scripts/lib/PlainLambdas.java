import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.NestHostAttribute;
import java.lang.classfile.attribute.NestMembersAttribute;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.SwitchCase;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Rewrites compiled classes for a quick start and little memory: the lambdas and method references of
 * a class and of those nested in it become one class beside it, {@code Outer$$Lambdas}, whose objects
 * know by a number which of them they are. The JDK would make a class of each: at each start, or in
 * an AOT cache where the rehearsal came by it, some two KiB in memory each. What a class does stays
 * the same, unless it asked a lambda of which other interfaces it is; what only debuggers read is
 * dropped. Run by scripts/package on copies: {@code java PlainLambdas.java FOLDER}.
 *
 * <p>Source: java.lang.invoke.LambdaMetafactory, and TypeConvertingMethodAdapter for the conversions.
 */
public final class PlainLambdas {

  private static final String SUFFIX = "$$Lambdas";

  /** HotSpot compiles no method of more than 8,000 bytes; a case takes up to some forty. */
  private static final int MOST = 100;

  /** Nests, by which a class may call private methods of another: Java 11 (JEP 181). */
  private static final int NESTS = 55;

  private final Path folder;
  private final ClassFile classFile;
  private final Map<ClassDesc, ClassModel> classes = new HashMap<>();
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
    Map<String, List<ClassModel>> nests = new TreeMap<>();
    for (ClassModel model : work.classes.values()) {
      if (!model.isModuleInfo()) {
        nests.computeIfAbsent(hostOf(model).descriptorString(), host -> new ArrayList<>()).add(model);
      }
    }
    for (List<ClassModel> nest : nests.values()) {
      nest.sort((one, other) -> nameOf(one).compareTo(nameOf(other)));
      work.rewrite(nest);
    }
    System.out.println(work.rewritten + " lambdas rewritten, " + work.left + " left as they are");
  }

  private static String nameOf(ClassModel model) {
    return model.thisClass().asInternalName();
  }

  private static ClassDesc hostOf(ClassModel model) {
    return model
        .findAttribute(Attributes.nestHost())
        .map(host -> host.nestHost().asSymbol())
        .orElse(model.thisClass().asSymbol());
  }

  // --- which lambdas go where ------------------------------------------------------------------

  /** A lambda: where it stands, the class it goes to, and its number there. */
  private record Lambda(InvokeDynamicInstruction call, Carrier carrier, int number) {

    DirectMethodHandleDesc body() {
      return (DirectMethodHandleDesc) call.bootstrapArgs().get(1);
    }

    /** The method of the interface as it is called: erased. */
    MethodTypeDesc erased() {
      return (MethodTypeDesc) call.bootstrapArgs().get(0);
    }

    /** The same with the types that the lambda was written for. */
    MethodTypeDesc instantiated() {
      return (MethodTypeDesc) call.bootstrapArgs().get(2);
    }

    List<ClassDesc> captured() {
      return call.typeSymbol().parameterList();
    }

    /** How the carrier is made: what was captured, then the number. */
    MethodTypeDesc making() {
      List<ClassDesc> given = new ArrayList<>();
      captured().forEach(type -> given.add(type.isPrimitive() ? type : ConstantDescs.CD_Object));
      given.add(ConstantDescs.CD_int);
      return MethodTypeDesc.of(carrier.name, given);
    }
  }

  /** One class of lambdas. */
  private final class Carrier {
    final ClassDesc name;
    final Set<ClassDesc> interfaces = new LinkedHashSet<>();
    final Map<String, String> methods = new HashMap<>();
    final List<Lambda> lambdas = new ArrayList<>();

    Carrier(ClassDesc name) {
      this.name = name;
    }

    /** Whether it can also be of that interface: no method may mean two things. */
    boolean fits(ClassDesc type) {
      return lambdas.size() < MOST
          && methodsOf(type).entrySet().stream()
              .allMatch(m -> methods.getOrDefault(m.getKey(), m.getValue()).equals(m.getValue()));
    }

    Lambda add(InvokeDynamicInstruction call) {
      ClassDesc type = call.typeSymbol().returnType();
      interfaces.add(type);
      methods.putAll(methodsOf(type));
      Lambda lambda = new Lambda(call, this, lambdas.size());
      lambdas.add(lambda);
      return lambda;
    }
  }

  private final Map<ClassDesc, Map<String, String>> known = new HashMap<>();

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

  // --- rewriting -------------------------------------------------------------------------------

  private void rewrite(List<ClassModel> nest) throws IOException {
    ClassDesc host = hostOf(nest.getFirst());
    List<Carrier> carriers = new ArrayList<>();
    Map<ClassModel, byte[]> changed = new LinkedHashMap<>();
    for (ClassModel model : nest) {
      changed.put(
          model,
          classFile.transformClass(
              model,
              ClassTransform.transformingMethodBodies(
                  CodeTransform.ofStateful(
                      () ->
                          (code, part) -> {
                            if (part instanceof InvokeDynamicInstruction call && isLambda(call)) {
                              if (isPlain(call, model)) {
                                Lambda lambda = carrierFor(call, host, carriers).add(call);
                                code.loadConstant(lambda.number());
                                code.invokestatic(
                                    lambda.carrier().name, "of", lambda.making());
                                rewritten++;
                                return;
                              }
                              left++;
                            }
                            code.with(part);
                          }))));
    }
    for (Map.Entry<ClassModel, byte[]> one : changed.entrySet()) {
      byte[] bytes = one.getValue();
      if (!carriers.isEmpty() && one.getKey().thisClass().asSymbol().equals(host)) {
        bytes = withMembers(one.getKey(), bytes, carriers);
      }
      Files.write(fileOf(one.getKey().thisClass().asSymbol()), bytes);
    }
    for (Carrier carrier : carriers) {
      Files.write(fileOf(carrier.name), bytesOf(carrier, host));
    }
  }

  private Path fileOf(ClassDesc type) {
    String name = type.descriptorString();
    return folder.resolve(name.substring(1, name.length() - 1) + ".class");
  }

  private Carrier carrierFor(
      InvokeDynamicInstruction call, ClassDesc host, List<Carrier> carriers) {
    ClassDesc type = call.typeSymbol().returnType();
    for (Carrier carrier : carriers) {
      if (carrier.fits(type)) {
        return carrier;
      }
    }
    String number = carriers.isEmpty() ? "" : String.valueOf(carriers.size() + 1);
    String simple = host.displayName() + SUFFIX + number;
    Carrier made =
        new Carrier(
            host.packageName().isEmpty()
                ? ClassDesc.of(simple)
                : ClassDesc.of(host.packageName(), simple));
    carriers.add(made);
    return made;
  }

  private byte[] withMembers(ClassModel host, byte[] bytes, List<Carrier> carriers) {
    List<ClassDesc> members = new ArrayList<>();
    host.findAttribute(Attributes.nestMembers())
        .ifPresent(all -> all.nestMembers().forEach(member -> members.add(member.asSymbol())));
    carriers.forEach(carrier -> members.add(carrier.name));
    return classFile.transformClass(
        classFile.parse(bytes),
        ClassTransform.dropping(part -> part instanceof NestMembersAttribute)
            .andThen(
                ClassTransform.endHandler(
                    to -> to.with(NestMembersAttribute.ofSymbols(members)))));
  }

  // --- a class of lambdas ----------------------------------------------------------------------

  private byte[] bytesOf(Carrier carrier, ClassDesc host) {
    int width = 0;
    Map<String, MethodTypeDesc> makings = new TreeMap<>();
    Map<String, List<Lambda>> methods = new TreeMap<>();
    for (Lambda lambda : carrier.lambdas) {
      width = Math.max(width, lambda.captured().size());
      makings.put(lambda.making().descriptorString(), lambda.making());
      methods
          .computeIfAbsent(
              lambda.call().name().stringValue() + lambda.erased().descriptorString(),
              method -> new ArrayList<>())
          .add(lambda);
    }
    int fields = width;
    return classFile.build(
        carrier.name,
        to -> {
          to.withVersion(classes.get(host).majorVersion(), 0);
          to.withFlags(AccessFlag.FINAL, AccessFlag.SUPER, AccessFlag.SYNTHETIC);
          to.withInterfaceSymbols(List.copyOf(carrier.interfaces));
          to.with(NestHostAttribute.of(host));
          to.withField("number", ConstantDescs.CD_int, ClassFile.ACC_PRIVATE);
          for (int i = 0; i < fields; i++) {
            to.withField("captured" + i, ConstantDescs.CD_Object, ClassFile.ACC_PRIVATE);
          }
          to.withMethodBody(
              ConstantDescs.INIT_NAME,
              ConstantDescs.MTD_void,
              ClassFile.ACC_PRIVATE,
              code ->
                  code.aload(0)
                      .invokespecial(
                          ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                      .return_());
          makings.values().forEach(making -> addMaking(to, carrier.name, making));
          methods.values().forEach(lambdas -> addMethod(to, lambdas));
        });
  }

  private static void addMaking(ClassBuilder to, ClassDesc self, MethodTypeDesc making) {
    to.withMethodBody(
        "of",
        making,
        ClassFile.ACC_STATIC,
        code -> {
          code.new_(self).dup();
          code.invokespecial(self, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void);
          int last = making.parameterCount() - 1;
          for (int i = 0; i < last; i++) {
            ClassDesc type = making.parameterType(i);
            code.dup().loadLocal(TypeKind.from(type), code.parameterSlot(i));
            if (type.isPrimitive()) {
              box(code, type);
            }
            code.putfield(self, "captured" + i, ConstantDescs.CD_Object);
          }
          code.dup().iload(code.parameterSlot(last));
          code.putfield(self, "number", ConstantDescs.CD_int).areturn();
        });
  }

  private void addMethod(ClassBuilder to, List<Lambda> lambdas) {
    Lambda first = lambdas.getFirst();
    to.withMethodBody(
        first.call().name().stringValue(),
        first.erased(),
        ClassFile.ACC_PUBLIC,
        code -> {
          if (lambdas.size() == 1) {
            call(code, first);
            return;
          }
          List<SwitchCase> cases = new ArrayList<>();
          Label other = code.newLabel();
          for (Lambda lambda : lambdas) {
            cases.add(SwitchCase.of(lambda.number(), code.newLabel()));
          }
          code.aload(0).getfield(first.carrier().name, "number", ConstantDescs.CD_int);
          int span = lambdas.getLast().number() - first.number() + 1;
          if (span <= 2 * lambdas.size()) {
            code.tableswitch(other, cases);
          } else {
            code.lookupswitch(other, cases);
          }
          for (int i = 0; i < cases.size(); i++) {
            code.labelBinding(cases.get(i).target());
            call(code, lambdas.get(i));
          }
          code.labelBinding(other).aconst_null().athrow();
        });
  }

  /** Calls the body of a lambda with what was captured and with the arguments, and returns. */
  private void call(CodeBuilder code, Lambda lambda) {
    DirectMethodHandleDesc body = lambda.body();
    List<ClassDesc> wanted = body.invocationType().parameterList();
    boolean isConstructor = body.kind() == Kind.CONSTRUCTOR;
    if (isConstructor) {
      code.new_(body.owner()).dup();
    }
    int captured = lambda.captured().size();
    for (int i = 0; i < captured; i++) {
      code.aload(0).getfield(lambda.carrier().name, "captured" + i, ConstantDescs.CD_Object);
      convert(code, ConstantDescs.CD_Object, wanted.get(i), wanted.get(i));
    }
    for (int i = 0; i < lambda.erased().parameterCount(); i++) {
      ClassDesc given = lambda.erased().parameterType(i);
      code.loadLocal(TypeKind.from(given), code.parameterSlot(i));
      convert(code, given, wanted.get(captured + i), lambda.instantiated().parameterType(i));
    }
    invoke(code, body);
    ClassDesc got = isConstructor ? body.owner() : body.invocationType().returnType();
    ClassDesc asked = lambda.erased().returnType();
    if (!asked.equals(ConstantDescs.CD_void)) {
      convert(code, got, asked, got.isPrimitive() ? asked : lambda.instantiated().returnType());
    }
    code.return_(TypeKind.from(asked));
  }

  private void invoke(CodeBuilder code, DirectMethodHandleDesc body) {
    MethodTypeDesc type = MethodTypeDesc.ofDescriptor(body.lookupDescriptor());
    switch (body.kind()) {
      case STATIC -> code.invokestatic(body.owner(), body.methodName(), type, false);
      case INTERFACE_STATIC -> code.invokestatic(body.owner(), body.methodName(), type, true);
      case VIRTUAL, SPECIAL -> code.invokevirtual(body.owner(), body.methodName(), type);
      case INTERFACE_VIRTUAL, INTERFACE_SPECIAL ->
          code.invokeinterface(body.owner(), body.methodName(), type);
      case CONSTRUCTOR -> code.invokespecial(body.owner(), ConstantDescs.INIT_NAME, type);
      default -> throw new IllegalStateException("no lambda has a body of kind " + body.kind());
    }
  }

  /** Makes a value of one type one of another; it is known to be of a third, if it is an object. */
  private static void convert(CodeBuilder code, ClassDesc from, ClassDesc to, ClassDesc known) {
    if (from.isPrimitive()) {
      if (to.isPrimitive()) {
        code.conversion(TypeKind.from(from), TypeKind.from(to));
      } else {
        box(code, from);
      }
      return;
    }
    ClassDesc now = from;
    if (!known.isPrimitive() && !known.equals(from) && !known.equals(ConstantDescs.CD_Object)) {
      code.checkcast(known);
      now = known;
    }
    if (to.isPrimitive()) {
      ClassDesc inside = unwrapped(now);
      if (inside == null) {
        inside = to;
        code.checkcast(wrapper(to));
      }
      code.invokevirtual(
          wrapper(inside), inside.displayName() + "Value", MethodTypeDesc.of(inside));
      code.conversion(TypeKind.from(inside), TypeKind.from(to));
    } else if (now.equals(ConstantDescs.CD_Object) && !to.equals(ConstantDescs.CD_Object)) {
      code.checkcast(to);
    }
  }

  private static void box(CodeBuilder code, ClassDesc primitive) {
    ClassDesc wrapper = wrapper(primitive);
    code.invokestatic(wrapper, "valueOf", MethodTypeDesc.of(wrapper, primitive));
  }

  private static final List<ClassDesc> PRIMITIVES =
      List.of(
          ConstantDescs.CD_boolean,
          ConstantDescs.CD_byte,
          ConstantDescs.CD_short,
          ConstantDescs.CD_char,
          ConstantDescs.CD_int,
          ConstantDescs.CD_long,
          ConstantDescs.CD_float,
          ConstantDescs.CD_double);

  private static final List<ClassDesc> WRAPPERS =
      List.of(
          ConstantDescs.CD_Boolean,
          ConstantDescs.CD_Byte,
          ConstantDescs.CD_Short,
          ConstantDescs.CD_Character,
          ConstantDescs.CD_Integer,
          ConstantDescs.CD_Long,
          ConstantDescs.CD_Float,
          ConstantDescs.CD_Double);

  private static ClassDesc wrapper(ClassDesc primitive) {
    return WRAPPERS.get(PRIMITIVES.indexOf(primitive));
  }

  /** The primitive type in a wrapper, or null for another class. */
  private static ClassDesc unwrapped(ClassDesc type) {
    int at = WRAPPERS.indexOf(type);
    return at < 0 ? null : PRIMITIVES.get(at);
  }
}
