package org.llmtutor.service.telemetry.sentry;

import io.sentry.SentryEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llmtutor.service.telemetry.GroupedFailure;
import org.llmtutor.service.telemetry.RequestContext;

/**
 * What events of one cause have in common: never their text, which changes with every learner. It
 * is the provider and its error type; else the class of the root cause and the place in this
 * program where it came from; else the logger.
 */
final class Fingerprint {

  private static final String IN_APP = "org.llmtutor.";
  private static final int DEEPEST = 20;

  private Fingerprint() {}

  /** The fingerprint of an event that has none of its own. */
  static List<String> of(SentryEvent event) {
    List<Throwable> chain = chain(event.getThrowable());
    for (Throwable thrown : chain) {
      if (thrown instanceof GroupedFailure failure) {
        String provider = event.getTag(RequestContext.PROVIDER);
        return List.of("provider", provider == null ? "unknown" : provider, failure.cause());
      }
    }
    String logger = event.getLogger() == null ? "unknown" : event.getLogger();
    if (chain.isEmpty()) {
      return List.of("log", logger, String.valueOf(event.getLevel()));
    }
    Collections.reverse(chain);
    return List.of("exception", chain.get(0).getClass().getName(), place(chain, logger));
  }

  /** The exception and its causes, from the outermost. */
  static List<Throwable> chain(@Nullable Throwable thrown) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Throwable> chain = new ArrayList<>();
    Throwable next = thrown;
    while (next != null && chain.size() < DEEPEST && seen.add(next)) {
      chain.add(next);
      next = next.getCause();
    }
    return chain;
  }

  /** The innermost frame of this program; line numbers change with every release. */
  private static String place(List<Throwable> fromRoot, String otherwise) {
    for (Throwable thrown : fromRoot) {
      for (StackTraceElement frame : thrown.getStackTrace()) {
        if (frame.getClassName().startsWith(IN_APP)) {
          return frame.getClassName() + "." + frame.getMethodName();
        }
      }
    }
    return otherwise;
  }
}
