package org.llmtutor.service.telemetry;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Notices a client that left. Only a write to the connection itself fails in here; what the
 * application throws while it produces the reply does not pass through.
 */
final class WatchedResponse extends HttpServletResponseWrapper {

  private final Exchange exchange;
  private @Nullable ServletOutputStream watched;

  WatchedResponse(HttpServletResponse response, Exchange exchange) {
    super(response);
    this.exchange = exchange;
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    ServletOutputStream stream = watched;
    if (stream == null) {
      stream = new WatchedStream(super.getOutputStream());
      watched = stream;
    }
    return stream;
  }

  @Override
  public void flushBuffer() throws IOException {
    watch(super::flushBuffer);
  }

  private void watch(Write write) throws IOException {
    try {
      write.run();
    } catch (IOException e) {
      exchange.clientGone();
      throw e;
    }
  }

  private interface Write {
    void run() throws IOException;
  }

  private final class WatchedStream extends ServletOutputStream {

    private final ServletOutputStream stream;

    WatchedStream(ServletOutputStream stream) {
      this.stream = stream;
    }

    @Override
    public void write(int b) throws IOException {
      watch(() -> stream.write(b));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      watch(() -> stream.write(bytes, offset, length));
    }

    @Override
    public void flush() throws IOException {
      watch(stream::flush);
    }

    @Override
    public void close() throws IOException {
      watch(stream::close);
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
