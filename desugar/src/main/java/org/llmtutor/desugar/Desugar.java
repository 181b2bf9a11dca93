package org.llmtutor.desugar;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * {@code java -cp … org.llmtutor.desugar.Desugar tool.jar} rewrites a jar in place: what is linked
 * at run time as a lambda or method reference becomes a plain class, which archives of classes hold
 * ready. Everything else stays as it is. The same jar gives the same result.
 */
public final class Desugar {

  private static final String MANIFEST = "META-INF/MANIFEST.MF";
  private static final String CLASS = ".class";

  private Desugar() {}

  /**
   * Rewrites one jar.
   *
   * @param args its path
   * @throws IOException when it cannot be read or written
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      throw new IllegalArgumentException("want the path of one jar, got " + args.length);
    }
    Path jar = Path.of(args[0]);
    Map<String, byte[]> files = read(jar);
    LambdaRewriter rewriter = new LambdaRewriter();
    files.forEach(
        (name, content) -> {
          if (isOurs(name)) {
            rewriter.add(content);
          }
        });
    rewriter.classes().forEach((name, content) -> files.put(name + CLASS, content));
    Path partial = jar.resolveSibling(jar.getFileName() + ".partial");
    write(partial, files);
    Files.move(partial, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Classes for newer versions of Java alone stay as they are: nests would cross their versions.
   */
  private static boolean isOurs(String name) {
    return name.endsWith(CLASS) && !name.startsWith("META-INF/");
  }

  private static Map<String, byte[]> read(Path jar) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        if (!entry.isDirectory()) {
          files.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
        }
      }
    }
    return files;
  }

  private static void write(Path jar, Map<String, byte[]> files) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      byte[] manifest = files.remove(MANIFEST);
      if (manifest != null) {
        put(zip, MANIFEST, manifest); // Whoever reads a jar as a stream wants it first.
      }
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        put(zip, file.getKey(), file.getValue());
      }
    }
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
