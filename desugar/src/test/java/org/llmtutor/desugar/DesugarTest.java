package org.llmtutor.desugar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

class DesugarTest {

  private static final List<Class<?>> SAMPLES =
      List.of(Lambdas.class, Lambdas.Inner.class, Lambdas.Face.class);

  @TempDir Path folder;

  @Test
  void rewrittenClassesSayWhatTheySaidBefore() throws Exception {
    assertThat(call(Lambdas.class)).isEqualTo(Lambdas.EXPECTED);
    assertThat(call(rewrittenSample())).isEqualTo(Lambdas.EXPECTED);
  }

  @Test
  void noLambdaIsLeftToTheRunTime() throws Exception {
    Map<String, byte[]> before = samples();
    assertThat(before.values().stream().mapToInt(DesugarTest::lambdas).sum()).isGreaterThan(20);
    assertThat(rewritten().values().stream().mapToInt(DesugarTest::lambdas).sum()).isZero();
  }

  @Test
  void aLambdaThatCapturesNothingHasOneInstance() throws Exception {
    Class<?> sample = rewrittenSample();
    assertThat(sample.getMethod("same").invoke(null)).isEqualTo(true);
  }

  @Test
  void classesWithoutLambdasStayAsTheyAre() throws IOException {
    byte[] plain = file(Conversion.class);
    LambdaRewriter rewriter = new LambdaRewriter();
    rewriter.add(plain);
    assertThat(rewriter.classes()).containsOnlyKeys(name(Conversion.class));
    assertThat(rewriter.classes().get(name(Conversion.class))).isSameAs(plain);
  }

  @Test
  void aJarKeepsItsOtherFilesAndComesOutTheSameTwice() throws Exception {
    byte[] once = desugared(folder.resolve("one.jar"));
    assertThat(desugared(folder.resolve("two.jar"))).isEqualTo(once);
    try (ZipFile jar = new ZipFile(folder.resolve("one.jar").toFile())) {
      assertThat(jar.entries().nextElement().getName()).isEqualTo("META-INF/MANIFEST.MF");
      assertThat(text(jar, "notes.txt")).isEqualTo("kept");
      assertThat(jar.getEntry(name(Lambdas.class) + "$$L0.class")).isNotNull();
      assertThat(
              lambdas(
                  jar.getInputStream(jar.getEntry("META-INF/versions/21/A.class")).readAllBytes()))
          .isPositive();
    }
  }

  @Test
  void wantsOneJar() {
    assertThatThrownBy(() -> Desugar.main(new String[0])).hasMessageContaining("one jar");
  }

  private byte[] desugared(Path jar) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      put(zip, "notes.txt", "kept".getBytes(StandardCharsets.UTF_8));
      put(zip, "META-INF/versions/21/A.class", file(Lambdas.class));
      for (Map.Entry<String, byte[]> sample : samples().entrySet()) {
        put(zip, sample.getKey() + ".class", sample.getValue());
      }
      put(zip, "META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n".getBytes(StandardCharsets.UTF_8));
    }
    Desugar.main(new String[] {jar.toString()});
    return Files.readAllBytes(jar);
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
  }

  private static String text(ZipFile jar, String name) throws IOException {
    return new String(
        jar.getInputStream(jar.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
  }

  private static Object call(Class<?> sample) throws Exception {
    return ((Callable<?>) sample.getConstructor().newInstance()).call();
  }

  private static Class<?> rewrittenSample() throws Exception {
    Map<String, byte[]> classes = rewritten();
    ClassLoader loader =
        new ClassLoader(DesugarTest.class.getClassLoader()) {
          @Override
          protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            byte[] file = classes.get(name.replace('.', '/'));
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null || file == null) {
              return loaded == null ? super.loadClass(name, resolve) : loaded;
            }
            return defineClass(name, file, 0, file.length);
          }
        };
    return loader.loadClass(Lambdas.class.getName());
  }

  private static Map<String, byte[]> rewritten() throws IOException {
    LambdaRewriter rewriter = new LambdaRewriter();
    samples().values().forEach(rewriter::add);
    return rewriter.classes();
  }

  private static Map<String, byte[]> samples() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (Class<?> sample : SAMPLES) {
      files.put(name(sample), file(sample));
    }
    return files;
  }

  private static String name(Class<?> type) {
    return type.getName().replace('.', '/');
  }

  private static byte[] file(Class<?> type) throws IOException {
    try (InputStream in = type.getClassLoader().getResourceAsStream(name(type) + ".class")) {
      return in.readAllBytes();
    }
  }

  private static int lambdas(byte[] file) {
    List<String> found = new ArrayList<>();
    new ClassReader(file)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String type, String sign, String[] thrown) {
                return new MethodVisitor(Opcodes.ASM9) {
                  @Override
                  public void visitInvokeDynamicInsn(
                      String called, String type, Handle by, Object... with) {
                    if (by.getName().equals("metafactory")) {
                      found.add(called);
                    }
                  }
                };
              }
            },
            0);
    return found.size();
  }
}
