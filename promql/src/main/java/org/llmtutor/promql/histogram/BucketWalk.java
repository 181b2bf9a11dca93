package org.llmtutor.promql.histogram;

import java.util.List;

/** All buckets of a histogram in order. */
final class BucketWalk {

  private BucketWalk() {}

  static List<Bucket> ascending(FloatHistogram histogram) {
    return List.of();
  }
}
