package org.llmtutor.service.http;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.llmtutor.service.telemetry.Exchange;

/**
 * Ends replies to clients that take them too slowly. Only the time that writes wait for the client
 * counts, so a reply that is slow to be produced, such as a tutor thinking, is never ended: Jetty's
 * own minimum response rate cannot tell the two apart.
 */
final class SlowClientFilter implements Filter {

  private final long minBytesPerSecond;
  private final long graceNanos;

  SlowClientFilter(long minBytesPerSecond, Duration grace) {
    this.minBytesPerSecond = minBytesPerSecond;
    this.graceNanos = grace.toNanos();
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(request, new PacedResponse((HttpServletResponse) response, request));
  }

  private final class PacedResponse extends HttpServletResponseWrapper {

    private final ServletRequest request;
    private @Nullable ServletOutputStream paced;

    PacedResponse(HttpServletResponse response, ServletRequest request) {
      super(response);
      this.request = request;
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
      ServletOutputStream stream = paced;
      if (stream == null) {
        stream = new PacedStream(super.getOutputStream(), request);
        paced = stream;
      }
      return stream;
    }
  }

  private final class PacedStream extends ServletOutputStream {

    private final ServletOutputStream stream;
    private final ServletRequest request;
    private long waitedNanos;
    private long written;

    PacedStream(ServletOutputStream stream, ServletRequest request) {
      this.stream = stream;
      this.request = request;
    }

    @Override
    public void write(int b) throws IOException {
      long start = System.nanoTime();
      stream.write(b);
      account(start, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      long start = System.nanoTime();
      stream.write(bytes, offset, length);
      account(start, length);
    }

    @Override
    public void flush() throws IOException {
      long start = System.nanoTime();
      stream.flush();
      account(start, 0);
    }

    private void account(long start, int bytes) throws IOException {
      waitedNanos += System.nanoTime() - start;
      written += bytes;
      if (waitedNanos > graceNanos && written < waitedNanos / 1e9 * minBytesPerSecond) {
        Exchange.clientGone(request);
        throw new IOException("the client takes the reply too slowly");
      }
    }

    @Override
    public void close() throws IOException {
      stream.close();
    }

    @Override
    public boolean isReady() {
      return stream.isReady();
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      stream.setWriteListener(listener);
    }
  }
}
