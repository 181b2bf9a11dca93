package org.llmtutor.service.http;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llmtutor.service.telemetry.RequestId;

/**
 * Refuses bodies above the limit with 413: by {@code Content-Length} before anything is read, and
 * otherwise (chunked, compressed) once one byte more than the limit has come. Counts what the
 * application sees, that is, after decompression. A body that takes too long to arrive is refused
 * with 408, one in an encoding other than gzip with 415. The connection is closed in each case; it
 * is kept where a body within the limits was refused for another reason before it was read.
 */
final class BodyLimitFilter implements Filter {

  private static final ErrorStatus TOO_LARGE = ErrorStatus.of(413);
  private static final ErrorStatus UNREADABLE =
      new ErrorStatus(415, "unsupported_media_type", "Send the body plain, or with gzip.");
  private static final Set<String> READABLE = Set.of("", "identity", "gzip", "x-gzip", "deflate");

  private final long maxBytes;
  private final Duration maxTime;

  BodyLimitFilter(long maxBytes, Duration maxTime) {
    this.maxBytes = maxBytes;
    this.maxTime = maxTime;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletResponse reply = (HttpServletResponse) response;
    HttpServletRequest http = (HttpServletRequest) request;
    if (request.getContentLengthLong() > maxBytes) {
      refuse(http, reply, TOO_LARGE);
    } else if (!isReadable(http.getHeader("Content-Encoding"))) {
      reply.setHeader("Accept-Encoding", "gzip");
      refuse(http, reply, UNREADABLE);
    } else {
      LimitedRequest limited = new LimitedRequest(http, reply, maxBytes, maxTime);
      chain.doFilter(limited, response);
      readOut(limited);
    }
  }

  /**
   * Reads what is still to come of a body that nobody wanted, as of a request without a token. A
   * connection closed on it would be reset, and the client might never see why it was refused.
   */
  private static void readOut(LimitedRequest request) {
    boolean waitsForConsent = request.getHeader("Expect") != null;
    if (!waitsForConsent && !request.isAsyncStarted()) {
      request.readOut();
    }
  }

  /** Inflating a body takes its header away; what is left here was not understood. */
  private static boolean isReadable(@Nullable String encoding) {
    return encoding == null || READABLE.contains(encoding.strip().toLowerCase(Locale.ROOT));
  }

  private static void refuse(
      HttpServletRequest request, HttpServletResponse reply, ErrorStatus error) throws IOException {
    reply.setStatus(error.status());
    reply.setHeader("Connection", "close");
    reply.setContentType(ErrorBody.TYPE);
    reply.getOutputStream().write(ErrorBody.of(error, RequestId.current(request)));
  }
}
