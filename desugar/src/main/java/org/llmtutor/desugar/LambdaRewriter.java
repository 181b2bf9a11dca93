package org.llmtutor.desugar;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Replaces calls of {@code LambdaMetafactory.metafactory} by calls of generated classes. Those join
 * the nest of the class that wrote the lambda, which lets them call its private methods; classes
 * older than nests are raised to the version that has them. Serializable lambdas, and what else
 * {@code invokedynamic} serves, stay. For one thread.
 */
final class LambdaRewriter {

  private static final String FACTORY = "java/lang/invoke/LambdaMetafactory";

  private final Map<String, byte[]> classes = new LinkedHashMap<>();
  private final Map<String, List<String>> joining = new LinkedHashMap<>();

  /** Takes in a class file. */
  void add(byte[] file) {
    ClassReader reader = new ClassReader(file);
    ClassWriter writer = new ClassWriter(0);
    ClassRewriter rewriter = new ClassRewriter(writer);
    reader.accept(rewriter, 0);
    classes.put(reader.getClassName(), rewriter.lambdas == 0 ? file : writer.toByteArray());
  }

  /** All classes by internal name, generated ones too. */
  Map<String, byte[]> classes() {
    joining.forEach((host, members) -> classes.computeIfPresent(host, (n, f) -> join(f, members)));
    joining.clear();
    return classes;
  }

  private static byte[] join(byte[] host, List<String> members) {
    ClassWriter writer = new ClassWriter(0);
    ClassVisitor joiner =
        new ClassVisitor(Opcodes.ASM9, writer) {

          @Override
          public void visit(
              int version, int access, String name, String sign, String parent, String[] faces) {
            super.visit(atLeastNests(version), access, name, sign, parent, faces);
          }

          @Override
          public void visitEnd() {
            members.forEach(this::visitNestMember);
            super.visitEnd();
          }
        };
    new ClassReader(host).accept(joiner, 0);
    return writer.toByteArray();
  }

  private static int atLeastNests(int version) {
    return Math.max(version & 0xffff, Opcodes.V11);
  }

  /** Rewrites the methods of one class. */
  private final class ClassRewriter extends ClassVisitor {

    private String host = "";
    private String nest = "";
    private int lambdas;

    ClassRewriter(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visit(
        int version, int access, String name, String sign, String parent, String[] faces) {
      host = name;
      nest = name;
      super.visit(atLeastNests(version), access, name, sign, parent, faces);
    }

    @Override
    public void visitNestHost(String name) {
      nest = name;
      super.visitNestHost(name);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String sign, String[] thrown) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, sign, thrown);
      return new MethodVisitor(Opcodes.ASM9, next) {
        @Override
        public void visitInvokeDynamicInsn(String called, String type, Handle by, Object... with) {
          if (by.getOwner().equals(FACTORY) && by.getName().equals("metafactory")) {
            String made = generate(called, type, with);
            super.visitMethodInsn(Opcodes.INVOKESTATIC, made, LambdaClass.MAKE, type, false);
          } else {
            super.visitInvokeDynamicInsn(called, type, by, with);
          }
        }
      };
    }

    private String generate(String called, String type, Object... with) {
      String made = host + "$$L" + lambdas++;
      LambdaClass lambda =
          new LambdaClass(
              made, nest, called, type, (Type) with[0], (Handle) with[1], (Type) with[2]);
      classes.put(made, lambda.generate());
      joining.computeIfAbsent(nest, absent -> new ArrayList<>()).add(made);
      return made;
    }
  }
}
