package org.llmtutor.service.telemetry.log;

/** Standard output. */
final class ConsoleSink implements LineSink {

  @Override
  public String name() {
    return "standard output";
  }

  /** The stream keeps failures to itself: there is nobody left to tell. */
  @Override
  public void write(byte[] line) {
    System.out.write(line, 0, line.length);
    System.out.flush();
  }

  @Override
  public void close() {
    System.out.flush();
  }
}
