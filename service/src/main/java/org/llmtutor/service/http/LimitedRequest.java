package org.llmtutor.service.http;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** A request whose body cannot be read beyond a number of bytes or for longer than a time. */
final class LimitedRequest extends HttpServletRequestWrapper {

  private final HttpServletResponse response;
  private final long maxBytes;
  private final Duration maxTime;
  private @Nullable LimitedStream limited;

  LimitedRequest(
      HttpServletRequest request, HttpServletResponse response, long maxBytes, Duration maxTime) {
    super(request);
    this.response = response;
    this.maxBytes = maxBytes;
    this.maxTime = maxTime;
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    LimitedStream stream = limited;
    if (stream == null) {
      stream = new LimitedStream(super.getInputStream());
      limited = stream;
    }
    return stream;
  }

  /**
   * Reads what is left to the end or a limit, and forgets it. Does not touch a body that was read
   * whole: the server would take the time since for a client that is too slow to send. Nothing is
   * thrown: the request was answered.
   */
  void readOut() {
    if (!isAnythingLeft()) {
      return;
    }
    try {
      getInputStream().skip(Long.MAX_VALUE);
    } catch (IOException | RuntimeException notToBeHad) {
      // The connection closes then, as if nobody had tried.
    }
  }

  private boolean isAnythingLeft() {
    LimitedStream stream = limited;
    if (stream != null && stream.refused) {
      return false;
    }
    long read = stream == null ? 0 : stream.read;
    long length = getContentLengthLong();
    boolean untouched = read == 0 && getHeader("Transfer-Encoding") != null;
    return length < 0 ? untouched : read < length;
  }

  @Override
  public BufferedReader getReader() throws IOException {
    return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
  }

  private final class LimitedStream extends ServletInputStream {

    private final ServletInputStream stream;
    private final long startNanos = System.nanoTime();
    private long read;
    private boolean refused;

    LimitedStream(ServletInputStream stream) {
      this.stream = stream;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int wanted = (int) Math.min(length, Math.max(1, maxBytes - read + 1));
      int got = inflated(bytes, offset, wanted);
      count(Math.max(0, got));
      return got;
    }

    /** Jetty reports bytes that are not gzip as an unchecked exception. */
    private int inflated(byte[] bytes, int offset, int length) throws IOException {
      try {
        return stream.read(bytes, offset, length);
      } catch (RuntimeException e) {
        if (e.getCause() instanceof ZipException notGzip) {
          throw notGzip;
        }
        throw e;
      }
    }

    private void count(int more) {
      read += more;
      if (read > maxBytes) {
        throw refusal(413);
      }
      if (System.nanoTime() - startNanos > maxTime.toNanos()) {
        throw refusal(408);
      }
    }

    private ApiException refusal(int status) {
      refused = true;
      if (!response.isCommitted()) {
        response.setHeader("Connection", "close");
      }
      ErrorStatus error = ErrorStatus.of(status);
      return new ApiException(error.status(), error.code(), error.message());
    }

    @Override
    public boolean isFinished() {
      return stream.isFinished();
    }

    @Override
    public boolean isReady() {
      return stream.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      stream.setReadListener(listener);
    }
  }
}
