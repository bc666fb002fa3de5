import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DirectMethodHandleDesc.Kind;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A class whose objects are lambdas: each knows its number, and what it captured. It is of the
 * interfaces of all of them, and has their methods, which part by the number.
 *
 * <p>Source: java.lang.invoke.InnerClassLambdaMetafactory, and TypeConvertingMethodAdapter for the
 * conversions.
 */
final class LambdaClass {

  /** HotSpot compiles no method of more than 8,000 bytes; a case takes up to some forty. */
  private static final int MOST = 100;

  final ClassDesc name;
  private final Set<ClassDesc> interfaces = new LinkedHashSet<>();
  private final Map<String, String> methods = new HashMap<>();
  private final List<Lambda> lambdas = new ArrayList<>();

  LambdaClass(ClassDesc name) {
    this.name = name;
  }

  /** A lambda: the call that made it, and its number in its class. */
  record Lambda(InvokeDynamicInstruction call, ClassDesc in, int number) {

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

    /** How an object is made: what was captured, then the number. */
    MethodTypeDesc making() {
      List<ClassDesc> given = new ArrayList<>();
      captured().forEach(type -> given.add(type.isPrimitive() ? type : ConstantDescs.CD_Object));
      given.add(ConstantDescs.CD_int);
      return MethodTypeDesc.of(in, given);
    }
  }

  /**
   * Whether it can also be of an interface: no method may mean two things.
   *
   * @param more the interface's methods, name and type: who implements each, or ""
   */
  boolean fits(Map<String, String> more) {
    return lambdas.size() < MOST
        && more.entrySet().stream()
            .allMatch(m -> methods.getOrDefault(m.getKey(), m.getValue()).equals(m.getValue()));
  }

  Lambda add(InvokeDynamicInstruction call, Map<String, String> more) {
    interfaces.add(call.typeSymbol().returnType());
    methods.putAll(more);
    Lambda lambda = new Lambda(call, name, lambdas.size());
    lambdas.add(lambda);
    return lambda;
  }

  /**
   * The class file.
   *
   * @param nest the nest that it is in, or who is in the one that is named after it
   */
  byte[] bytes(ClassFile classFile, ClassElement nest) {
    int width = 0;
    Map<String, MethodTypeDesc> makings = new TreeMap<>();
    Map<String, List<Lambda>> byMethod = new TreeMap<>();
    for (Lambda lambda : lambdas) {
      width = Math.max(width, lambda.captured().size());
      makings.put(lambda.making().descriptorString(), lambda.making());
      byMethod
          .computeIfAbsent(
              lambda.call().name().stringValue() + lambda.erased().descriptorString(),
              method -> new ArrayList<>())
          .add(lambda);
    }
    int fields = width;
    return classFile.build(
        name,
        to -> {
          to.withVersion(ClassFile.latestMajorVersion(), 0);
          to.withFlags(AccessFlag.FINAL, AccessFlag.SUPER, AccessFlag.SYNTHETIC);
          to.withInterfaceSymbols(List.copyOf(interfaces));
          to.with(nest);
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
          makings.values().forEach(making -> addMaking(to, name, making));
          byMethod.values().forEach(same -> addMethod(to, same));
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

  private static void addMethod(ClassBuilder to, List<Lambda> same) {
    Lambda first = same.getFirst();
    to.withMethodBody(
        first.call().name().stringValue(),
        first.erased(),
        ClassFile.ACC_PUBLIC,
        code -> {
          if (same.size() == 1) {
            call(code, first);
            return;
          }
          List<SwitchCase> cases = new ArrayList<>();
          Label other = code.newLabel();
          for (Lambda lambda : same) {
            cases.add(SwitchCase.of(lambda.number(), code.newLabel()));
          }
          code.aload(0).getfield(first.in(), "number", ConstantDescs.CD_int);
          int span = same.getLast().number() - first.number() + 1;
          if (span <= 2 * same.size()) {
            code.tableswitch(other, cases);
          } else {
            code.lookupswitch(other, cases);
          }
          for (int i = 0; i < cases.size(); i++) {
            code.labelBinding(cases.get(i).target());
            call(code, same.get(i));
          }
          code.labelBinding(other).aconst_null().athrow();
        });
  }

  /** Calls the body of a lambda with what was captured and with the arguments, and returns. */
  private static void call(CodeBuilder code, Lambda lambda) {
    DirectMethodHandleDesc body = lambda.body();
    List<ClassDesc> wanted = body.invocationType().parameterList();
    boolean isConstructor = body.kind() == Kind.CONSTRUCTOR;
    if (isConstructor) {
      code.new_(body.owner()).dup();
    }
    int captured = lambda.captured().size();
    for (int i = 0; i < captured; i++) {
      code.aload(0).getfield(lambda.in(), "captured" + i, ConstantDescs.CD_Object);
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

  private static void invoke(CodeBuilder code, DirectMethodHandleDesc body) {
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
