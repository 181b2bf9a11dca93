package org.llmtutor.cli.exposition;

import java.util.Map;

/** Gets the samples of a page while it is read. */
@FunctionalInterface
public interface SampleSink {

  /** A sample as it stands on the page; {@code labels} are without the name. */
  void sample(String name, Map<String, String> labels, double value);
}
