package org.llmtutor.service.telemetry;

import com.github.f4b6a3.ulid.UlidCreator;
import jakarta.servlet.ServletRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Identifies one request in its reply ({@value #HEADER}), in logs ({@value #MDC_KEY}) and in error
 * reports. A caller's own id is kept when it is well-formed; otherwise a ULID is made.
 */
public final class RequestId {

  /** Header of requests and replies. */
  public static final String HEADER = "X-Request-Id";

  /** Key in the logging context. */
  public static final String MDC_KEY = "request_id";

  /** What stands for the id outside a request. */
  public static final String NONE = "none";

  /** Up to the length of a UUID, and no dots: keys, tokens and addresses are not ids. */
  private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9_-]{8,36}");

  private static final String ATTRIBUTE = RequestId.class.getName();

  private RequestId() {}

  /** The id of the request that this thread works on, or {@value #NONE}. */
  public static String current() {
    String id = MDC.get(MDC_KEY);
    return id == null ? NONE : id;
  }

  /** The id given to {@code request}, or {@link #current()} when it has none. */
  public static String current(ServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof String id ? id : current();
  }

  /** Keeps a well-formed id and makes one otherwise. */
  public static String accept(@Nullable String offered) {
    return offered != null
            && WELL_FORMED.matcher(offered).matches()
            && Scrubber.scrub(offered).equals(offered)
        ? offered
        : UlidCreator.getMonotonicUlid().toString();
  }

  /** The id that is the value of a request's attribute named like this class, or a new one. */
  public static String of(@Nullable Object attribute) {
    return attribute instanceof String id ? id : accept(null);
  }

  static void assign(ServletRequest request, String id) {
    request.setAttribute(ATTRIBUTE, id);
  }
}
