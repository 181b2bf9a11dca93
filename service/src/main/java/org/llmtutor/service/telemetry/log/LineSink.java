package org.llmtutor.service.telemetry.log;

import java.io.Closeable;
import java.io.IOException;

/** Where lines end up. Used by one thread at a time. */
interface LineSink extends Closeable {

  /** What messages call it. */
  String name();

  /**
   * Writes a line, which brings its end along.
   *
   * @throws IOException when it could not; a later line may succeed
   */
  void write(byte[] line) throws IOException;
}
