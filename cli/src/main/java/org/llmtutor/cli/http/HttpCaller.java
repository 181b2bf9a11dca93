package org.llmtutor.cli.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.HttpURLConnection;
import java.net.URLConnection;
import java.time.Duration;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.cli.output.Progress;
import org.llmtutor.cli.output.Terminal;

/**
 * Makes calls over {@link HttpURLConnection}, which starts faster than the newer client. Redirects
 * are not followed, so a credential never reaches another host; nothing is retried.
 *
 * <p>Thread-safe.
 */
public final class HttpCaller {

  private final Duration timeout;
  private final Terminal terminal;
  private final PrintWriter err;

  /**
   * A caller.
   *
   * @param timeout longest wait for a connection, and for each part of a reply
   * @param terminal whether progress can be shown
   * @param err where progress is shown
   */
  public HttpCaller(Duration timeout, Terminal terminal, PrintWriter err) {
    this.timeout = timeout;
    this.terminal = terminal;
    this.err = err;
  }

  /** The same caller that tells of nothing, for whoever tells of more than single calls. */
  public HttpCaller quiet() {
    return new HttpCaller(timeout, terminal.withoutProgress(), err);
  }

  /** The longest wait for a connection, and for each part of a reply. */
  public Duration timeout() {
    return timeout;
  }

  /** The same caller that waits at least this long. */
  public HttpCaller waitingAtLeast(Duration longer) {
    return longer.compareTo(timeout) > 0 ? new HttpCaller(longer, terminal, err) : this;
  }

  /**
   * Sends a request and returns once the reply's head is there, whatever its status.
   *
   * @throws CliException when there is no reply; the message says why and what to do
   */
  @SuppressWarnings("try")
  public HttpReply send(HttpRequest request) {
    try (Progress progress = Progress.start(terminal, err, "waiting for " + request.shown())) {
      return exchange(request);
    } catch (IOException e) {
      throw HttpFailures.unreachable(request, e);
    }
  }

  private HttpReply exchange(HttpRequest request) throws IOException {
    URLConnection opened = request.uri().toURL().openConnection();
    if (!(opened instanceof HttpURLConnection connection)) {
      throw CliException.usage(request.shown() + ": not an HTTP URL; use http:// or https://");
    }
    prepare(connection, request);
    if (request.body() != null) {
      connection.setDoOutput(true);
      try (OutputStream out = connection.getOutputStream()) {
        out.write(request.bytes());
      }
    }
    int status = connection.getResponseCode();
    if (status < 0) {
      throw new IOException("not HTTP");
    }
    String secret = request.authorization().secret();
    return new HttpReply(
        request,
        status,
        header(connection, "Content-Type"),
        MaskedInput.of(header(connection, "Location"), secret),
        retryAfter(header(connection, "Retry-After")),
        MaskedInput.of(body(connection, status), secret));
  }

  private void prepare(HttpURLConnection connection, HttpRequest request) throws IOException {
    int millis = (int) Math.min(Integer.MAX_VALUE, timeout.toMillis());
    connection.setConnectTimeout(millis);
    connection.setReadTimeout(millis);
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setRequestMethod(request.method());
    connection.setRequestProperty("User-Agent", "monitorctl");
    for (Map.Entry<String, String> header : request.headers().entrySet()) {
      connection.setRequestProperty(header.getKey(), header.getValue());
    }
    String credential = request.authorization().header().orElse("");
    if (!credential.isEmpty()) {
      connection.setRequestProperty("Authorization", credential);
    }
  }

  private static InputStream body(HttpURLConnection connection, int status) throws IOException {
    InputStream body = status < 400 ? connection.getInputStream() : connection.getErrorStream();
    if (body == null) {
      return InputStream.nullInputStream();
    }
    return header(connection, "Content-Encoding").equals("gzip") ? new GZIPInputStream(body) : body;
  }

  /** Only the form in seconds, which the service uses. */
  private static Duration retryAfter(String seconds) {
    return seconds.matches("[0-9]{1,6}")
        ? Duration.ofSeconds(Long.parseLong(seconds))
        : Duration.ZERO;
  }

  private static String header(HttpURLConnection connection, String name) {
    String value = connection.getHeaderField(name);
    return value == null ? "" : value;
  }
}
