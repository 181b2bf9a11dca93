package org.llmtutor.desugar;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Turns the value on top of the stack into one of another type, as {@code LambdaMetafactory} says:
 * casts, boxing, unboxing and widening (its documentation, "the following table").
 */
final class Conversion {

  private static final String[] BOXES = {
    "java/lang/Boolean",
    "java/lang/Character",
    "java/lang/Byte",
    "java/lang/Short",
    "java/lang/Integer",
    "java/lang/Float",
    "java/lang/Long",
    "java/lang/Double"
  };

  private Conversion() {}

  /** Converts, where anything is to be done. */
  static void of(MethodVisitor code, Type from, Type to) {
    if (from.equals(to)) {
      return;
    }
    if (isPrimitive(from) && isPrimitive(to)) {
      widen(code, from, to);
    } else if (isPrimitive(from)) {
      String box = box(from);
      String type = Type.getMethodDescriptor(Type.getObjectType(box), from);
      code.visitMethodInsn(Opcodes.INVOKESTATIC, box, "valueOf", type, false);
    } else if (isPrimitive(to)) {
      unbox(code, from, to);
    } else if (!to.getInternalName().equals("java/lang/Object")) {
      code.visitTypeInsn(Opcodes.CHECKCAST, to.getInternalName());
    }
  }

  /** Converts a result; one that nobody wants is dropped. */
  static void result(MethodVisitor code, Type from, Type to) {
    if (!to.equals(Type.VOID_TYPE)) {
      of(code, from, to);
    } else if (from.getSize() > 0) {
      code.visitInsn(from.getSize() == 1 ? Opcodes.POP : Opcodes.POP2);
    }
  }

  private static void unbox(MethodVisitor code, Type from, Type to) {
    Type inside = inside(from);
    if (inside == null) { // A type variable or supertype, which holds the box itself.
      inside = to;
      code.visitTypeInsn(Opcodes.CHECKCAST, box(to));
    }
    String type = Type.getMethodDescriptor(inside);
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, box(inside), inside.getClassName() + "Value", type, false);
    widen(code, inside, to);
  }

  private static void widen(MethodVisitor code, Type from, Type to) {
    String way = kind(from) + kind(to);
    switch (way) {
      case "II", "JJ", "FF", "DD" -> {}
      case "IJ" -> code.visitInsn(Opcodes.I2L);
      case "IF" -> code.visitInsn(Opcodes.I2F);
      case "ID" -> code.visitInsn(Opcodes.I2D);
      case "JF" -> code.visitInsn(Opcodes.L2F);
      case "JD" -> code.visitInsn(Opcodes.L2D);
      case "FD" -> code.visitInsn(Opcodes.F2D);
      default -> throw new IllegalArgumentException(from + " does not widen to " + to);
    }
  }

  /** How the machine holds a primitive: everything up to int is one. */
  private static String kind(Type primitive) {
    return switch (primitive.getSort()) {
      case Type.FLOAT -> "F";
      case Type.LONG -> "J";
      case Type.DOUBLE -> "D";
      default -> "I";
    };
  }

  private static boolean isPrimitive(Type type) {
    return type.getSort() >= Type.BOOLEAN && type.getSort() <= Type.DOUBLE;
  }

  private static String box(Type primitive) {
    return BOXES[primitive.getSort() - Type.BOOLEAN];
  }

  private static @Nullable Type inside(Type reference) {
    for (int i = 0; i < BOXES.length; i++) {
      if (BOXES[i].equals(reference.getInternalName())) {
        return Type.getType("ZCBSIFJD".substring(i, i + 1));
      }
    }
    return null;
  }
}
