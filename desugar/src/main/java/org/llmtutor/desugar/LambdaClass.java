package org.llmtutor.desugar;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The class of one lambda or method reference: a field per captured value, the interface's method,
 * and {@value #MAKE}, which takes what the {@code invokedynamic} took. One that captures nothing
 * has one instance, as the JDK does it.
 *
 * @param name internal name of the class
 * @param nest internal name of the nest's host, a class of the same package
 * @param method name of the interface's method
 * @param factory descriptor: captured values to the interface
 * @param erased the interface's method, as declared
 * @param body what the lambda calls
 * @param instantiated the interface's method with its type arguments
 */
record LambdaClass(
    String name,
    String nest,
    String method,
    String factory,
    Type erased,
    Handle body,
    Type instantiated) {

  /** The static method that makes an instance. */
  static final String MAKE = "make";

  private static final String OBJECT = "java/lang/Object";
  private static final String ONLY = "ONLY";

  byte[] generate() {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(
        Opcodes.V17,
        Opcodes.ACC_FINAL | Opcodes.ACC_SYNTHETIC | Opcodes.ACC_SUPER,
        name,
        null,
        OBJECT,
        new String[] {face().getInternalName()});
    writer.visitNestHost(nest);
    constructor(writer);
    if (captured().length == 0) {
      onlyInstance(writer);
    }
    factory(writer);
    call(writer);
    writer.visitEnd();
    return writer.toByteArray();
  }

  private Type face() {
    return Type.getReturnType(factory);
  }

  private Type[] captured() {
    return Type.getArgumentTypes(factory);
  }

  private String constructorType() {
    return Type.getMethodDescriptor(Type.VOID_TYPE, captured());
  }

  private void constructor(ClassWriter writer) {
    MethodVisitor code = begin(writer, Opcodes.ACC_PRIVATE, "<init>", constructorType());
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, OBJECT, "<init>", "()V", false);
    int slot = 1;
    for (int i = 0; i < captured().length; i++) {
      Type type = captured()[i];
      writer.visitField(
          Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL, field(i), type.getDescriptor(), null, null);
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitVarInsn(type.getOpcode(Opcodes.ILOAD), slot);
      code.visitFieldInsn(Opcodes.PUTFIELD, name, field(i), type.getDescriptor());
      slot += type.getSize();
    }
    end(code, Type.VOID_TYPE);
  }

  private void onlyInstance(ClassWriter writer) {
    writer.visitField(
        Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL,
        ONLY,
        face().getDescriptor(),
        null,
        null);
    MethodVisitor code = begin(writer, Opcodes.ACC_STATIC, "<clinit>", "()V");
    construct(code);
    code.visitFieldInsn(Opcodes.PUTSTATIC, name, ONLY, face().getDescriptor());
    end(code, Type.VOID_TYPE);
  }

  private void factory(ClassWriter writer) {
    MethodVisitor code = begin(writer, Opcodes.ACC_STATIC, MAKE, factory);
    if (captured().length == 0) {
      code.visitFieldInsn(Opcodes.GETSTATIC, name, ONLY, face().getDescriptor());
    } else {
      construct(code);
    }
    end(code, face());
  }

  /** Makes an instance of the arguments that the running static method was given. */
  private void construct(MethodVisitor code) {
    code.visitTypeInsn(Opcodes.NEW, name);
    code.visitInsn(Opcodes.DUP);
    int slot = 0;
    for (Type type : captured()) {
      code.visitVarInsn(type.getOpcode(Opcodes.ILOAD), slot);
      slot += type.getSize();
    }
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, name, "<init>", constructorType(), false);
  }

  private void call(ClassWriter writer) {
    MethodVisitor code = begin(writer, Opcodes.ACC_PUBLIC, method, erased.getDescriptor());
    if (body.getTag() == Opcodes.H_NEWINVOKESPECIAL) {
      code.visitTypeInsn(Opcodes.NEW, body.getOwner());
      code.visitInsn(Opcodes.DUP);
    }
    for (int i = 0; i < captured().length; i++) {
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitFieldInsn(Opcodes.GETFIELD, name, field(i), captured()[i].getDescriptor());
    }
    arguments(code);
    invoke(code);
    Type given = erased.getReturnType();
    Conversion.result(code, bodyResult(), given);
    end(code, given);
  }

  private void arguments(MethodVisitor code) {
    List<Type> wanted = bodyArguments();
    Type[] declared = erased.getArgumentTypes();
    Type[] actual = instantiated.getArgumentTypes();
    int slot = 1;
    for (int i = 0; i < declared.length; i++) {
      code.visitVarInsn(declared[i].getOpcode(Opcodes.ILOAD), slot);
      Conversion.of(code, declared[i], actual[i]);
      Conversion.of(code, actual[i], wanted.get(captured().length + i));
      slot += declared[i].getSize();
    }
  }

  /** What the body takes, its receiver first. */
  private List<Type> bodyArguments() {
    List<Type> wanted = new ArrayList<>();
    int tag = body.getTag();
    if (tag != Opcodes.H_INVOKESTATIC && tag != Opcodes.H_NEWINVOKESPECIAL) {
      wanted.add(Type.getObjectType(body.getOwner()));
    }
    wanted.addAll(List.of(Type.getArgumentTypes(body.getDesc())));
    return wanted;
  }

  private Type bodyResult() {
    return body.getTag() == Opcodes.H_NEWINVOKESPECIAL
        ? Type.getObjectType(body.getOwner())
        : Type.getReturnType(body.getDesc());
  }

  /** Within a nest, private methods are called like others. */
  private void invoke(MethodVisitor code) {
    int instruction =
        switch (body.getTag()) {
          case Opcodes.H_INVOKESTATIC -> Opcodes.INVOKESTATIC;
          case Opcodes.H_NEWINVOKESPECIAL -> Opcodes.INVOKESPECIAL;
          default -> body.isInterface() ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL;
        };
    code.visitMethodInsn(
        instruction, body.getOwner(), body.getName(), body.getDesc(), body.isInterface());
  }

  private static String field(int index) {
    return "captured" + index;
  }

  private static MethodVisitor begin(ClassWriter writer, int access, String name, String type) {
    MethodVisitor code = writer.visitMethod(access, name, type, null, null);
    code.visitCode();
    return code;
  }

  private static void end(MethodVisitor code, Type result) {
    code.visitInsn(result.getOpcode(Opcodes.IRETURN));
    code.visitMaxs(0, 0);
    code.visitEnd();
  }
}
