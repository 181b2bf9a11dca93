package org.llmtutor.bench.request;

/** How much of the service's telemetry a server has. */
enum Watched {
  BARE("bare"),
  METRICS("metrics, trace ids and request ids"),
  LOGS("the same and a request log: traces off"),
  TAIL("the same, traces on, none sampled (tail rule only)"),
  TRACED("the same, traces on, every one sampled and exported");

  private final String shown;

  Watched(String shown) {
    this.shown = shown;
  }

  boolean isLogged() {
    return compareTo(LOGS) >= 0;
  }

  boolean isTraced() {
    return compareTo(LOGS) > 0;
  }

  @Override
  public String toString() {
    return shown;
  }
}
