package org.llmtutor.service.exercise;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles many programs named {@code Solution} in one go, each in a package of its own. */
final class JavaPrograms implements AutoCloseable {

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private final URLClassLoader loader;
  private final Map<String, List<String>> complaints;

  private JavaPrograms(URLClassLoader loader, Map<String, List<String>> complaints) {
    this.loader = loader;
    this.complaints = complaints;
  }

  /** Compiles sources by package name into {@code folder}. */
  static JavaPrograms compile(Map<String, String> sources, Path folder)
      throws MalformedURLException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    List<Source> files = new ArrayList<>();
    sources.forEach((name, source) -> files.add(new Source(name, source)));
    List<String> options =
        List.of("-d", folder.toString(), "--release", "17", "-proc:none", "-Xlint:all");
    compiler.getTask(null, null, diagnostics, options, null, files).call();
    Map<String, List<String>> complaints =
        diagnostics.getDiagnostics().stream()
            .filter(each -> each.getSource() != null)
            .collect(
                Collectors.groupingBy(
                    each -> ((Source) each.getSource()).program,
                    Collectors.mapping(each -> each.toString(), Collectors.toList())));
    return new JavaPrograms(new URLClassLoader(new URL[] {folder.toUri().toURL()}), complaints);
  }

  /** Errors and warnings of the compiler about one program. */
  List<String> complaints(String name) {
    return complaints.getOrDefault(name, List.of());
  }

  /** Runs the exercise's cases. */
  ProgramRun run(String name, Exercise exercise) throws ReflectiveOperationException {
    Method method = entry(loader.loadClass(name + ".Solution"), exercise);
    ProgramRun run = ProgramRun.empty();
    for (Exercise.Case each : exercise.cases()) {
      try {
        Object value = method.invoke(null, arguments(method, each));
        run.outputs().put(each.name(), JSON.convertValue(value, new TypeReference<Object>() {}));
      } catch (InvocationTargetException e) {
        run.errors().put(each.name(), String.valueOf(e.getCause()));
      }
    }
    return run;
  }

  private static Method entry(Class<?> type, Exercise exercise) throws NoSuchMethodException {
    String name = exercise.entry().get("java");
    return Arrays.stream(type.getMethods())
        .filter(method -> method.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new NoSuchMethodException(type + " has no public " + name));
  }

  private static Object[] arguments(Method method, Exercise.Case each) {
    Type[] types = method.getGenericParameterTypes();
    Object[] arguments = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      JavaType type = JSON.getTypeFactory().constructType(types[i]);
      arguments[i] = JSON.convertValue(each.input().get(i), type);
    }
    return arguments;
  }

  @Override
  public void close() throws IOException {
    loader.close();
  }

  /** A source file in memory. */
  private static final class Source extends SimpleJavaFileObject {

    private final String program;
    private final String text;

    Source(String program, String text) {
      super(
          URI.create(String.format(Locale.ROOT, "mem:///%s/Solution.java", program)), Kind.SOURCE);
      this.program = program;
      this.text = "package " + program + ";\n" + text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
