package org.llmtutor.service.telemetry;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import jakarta.servlet.ServletRequest;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What log lines and error reports tell about the request that a thread works on: {@code
 * request_id}, {@code method}, {@code route}, {@code trace_id}, {@code learner}, and {@code
 * feature}, {@code provider} and {@code model} while a provider is asked. The request filter clears
 * it. Work that another thread does for the request takes it along with {@link #carry(Supplier)}.
 */
public final class RequestContext {

  /** Logging-context key of the HTTP method. */
  public static final String METHOD = "method";

  /** Logging-context key of the route template. */
  public static final String ROUTE = "route";

  /** Logging-context key of the learner's pseudonym. */
  public static final String LEARNER = "learner";

  /** Logging-context key of the trace's id, 32 hexadecimal digits as in W3C Trace Context. */
  public static final String TRACE = "trace_id";

  /** Logging-context key of the part of the product that asks a provider. */
  public static final String FEATURE = "feature";

  /** Logging-context key of the provider that is asked. */
  public static final String PROVIDER = "provider";

  /** Logging-context key of the model that is asked. */
  public static final String MODEL = "model";

  /** Every key above and that of the request id. */
  public static final List<String> KEYS =
      List.of(RequestId.MDC_KEY, TRACE, LEARNER, ROUTE, METHOD, FEATURE, PROVIDER, MODEL);

  private static volatile Companion companion = Companion.NONE;

  private RequestContext() {}

  /**
   * What belongs to a request besides the logging context and goes with its work to other threads.
   * Safe for concurrent use.
   */
  public interface Companion {

    /** There is nothing. */
    Companion NONE =
        new Companion() {
          @Override
          public Supplier<Runnable> take() {
            return this::isolate;
          }

          @Override
          public Runnable isolate() {
            return () -> {};
          }
        };

    /**
     * Takes what this thread has; the result makes it another thread's, and returns what puts back
     * that thread's own.
     */
    Supplier<Runnable> take();

    /** Gives this thread something fresh of its own; returns what puts back what it had. */
    Runnable isolate();
  }

  /** Names what goes with {@link #take()}; one for the process. */
  public static void accompany(Companion chosen) {
    companion = chosen;
  }

  /** Tells who calls; for authentication to call with a pseudonym, never with a name or id. */
  public static void learner(String pseudonym) {
    MDC.put(LEARNER, pseudonym);
  }

  /**
   * Name of the request attribute that keeps what {@code key} was, for the access log, which is
   * written when the logging context is empty again.
   */
  public static String attribute(String key) {
    return RequestContext.class.getName() + "." + key;
  }

  /** Keeps what the access log tells besides the request id. */
  static void keep(ServletRequest request) {
    for (String key : List.of(ROUTE, LEARNER, TRACE)) {
      keep(request, key, MDC.get(key));
    }
  }

  static void keep(ServletRequest request, String key, @Nullable String value) {
    if (value != null) {
      request.setAttribute(attribute(key), value);
    }
  }

  /** Tells what is being asked of a provider, until {@link #asked()}. */
  public static void asking(String feature, String provider, String model) {
    MDC.put(FEATURE, feature);
    MDC.put(PROVIDER, provider);
    MDC.put(MODEL, model);
  }

  /** The provider's answer is dealt with. */
  public static void asked() {
    MDC.remove(FEATURE);
    MDC.remove(PROVIDER);
    MDC.remove(MODEL);
  }

  /** What this thread's request is, for parts of work that another thread does meanwhile. */
  public static Carried take() {
    return new Carried(Context.current(), companion.take());
  }

  /** {@code work} as part of this thread's request, to be done by another thread meanwhile. */
  public static <T extends @Nullable Object> Supplier<T> carry(Supplier<T> work) {
    Carried carried = take();
    return () -> carried.get(work);
  }

  /** As {@link #carry(Supplier)}, with an argument. */
  public static <A, T extends @Nullable Object> Function<A, T> carry(Function<A, T> work) {
    Carried carried = take();
    return argument -> carried.get(() -> work.apply(argument));
  }

  /**
   * {@code work} that may be done long after this thread's request: it knows the request's names
   * and nothing else of it, so that waiting work keeps little.
   */
  public static <A, T extends @Nullable Object> Function<A, T> remember(Function<A, T> work) {
    Carried carried = new Carried(Context.root(), () -> companion.isolate());
    return argument -> carried.get(() -> work.apply(argument));
  }

  /**
   * A request's names, its trace and what accompanies it, as the thread had them that made this.
   * Safe for concurrent use.
   */
  public static final class Carried {

    private final Map<String, String> names = names();
    private final Context trace;
    private final Supplier<Runnable> others;

    private Carried(Context trace, Supplier<Runnable> others) {
      this.trace = trace;
      this.others = others;
    }

    private static Map<String, String> names() {
      Map<String, String> names = MDC.getCopyOfContextMap();
      return names == null ? Map.of() : names;
    }

    /** Runs {@code work} as part of the request; afterwards the thread is what it was. */
    public void run(Runnable work) {
      get(
          () -> {
            work.run();
            return null;
          });
    }

    /** As {@link #run}, with a result. */
    public <T extends @Nullable Object> T get(Supplier<T> work) {
      Map<String, String> before = names();
      Runnable putBack = others.get();
      MDC.setContextMap(names);
      Scope scope = trace.makeCurrent();
      try {
        return work.get();
      } finally {
        scope.close();
        MDC.setContextMap(before);
        putBack.run();
      }
    }
  }

  static void begin(String requestId, String method) {
    MDC.put(RequestId.MDC_KEY, requestId);
    MDC.put(METHOD, method);
  }

  /** The pseudonym of who called, if that is known. */
  static @Nullable String learner() {
    return MDC.get(LEARNER);
  }

  static void trace(String id) {
    MDC.put(TRACE, id);
  }

  static void route(String template) {
    MDC.put(ROUTE, template);
  }

  static void end() {
    KEYS.forEach(MDC::remove);
  }
}
