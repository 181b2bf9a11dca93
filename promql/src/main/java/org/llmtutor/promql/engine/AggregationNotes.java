package org.llmtutor.promql.engine;

import org.llmtutor.promql.ast.AggregateExpr;
import org.llmtutor.promql.function.HistogramNotes;
import org.llmtutor.promql.function.HistogramNotes.Operation;
import org.llmtutor.promql.model.Annotations;

/** What an aggregation notes about histograms in its input. */
final class AggregationNotes {

  private final String aggregation;
  private final HistogramNotes input;
  private final HistogramNotes whole;

  AggregationNotes(AggregateExpr source, Annotations annotations) {
    this.aggregation = source.op().symbol();
    this.input = new HistogramNotes(annotations, source.expr().position());
    this.whole = new HistogramNotes(annotations, source.position());
  }

  /** A histogram where only floats count. */
  void histogramIgnored() {
    input.ignoredInAggregation(aggregation);
  }

  /** As {@link #histogramIgnored}, at the place where Prometheus says it for topk and bottomk. */
  void histogramIgnoredInSelection() {
    whole.ignoredInAggregation(aggregation);
  }

  /** Floats and histograms in one group. */
  void mixed() {
    input.mixedFloatsInAggregation();
  }

  /** Exponential and custom buckets in one group. */
  void incompatibleBuckets(String metricName) {
    input.mixedBuckets(metricName);
  }

  /** Custom boundaries that differ. */
  void boundsReconciled() {
    input.boundsReconciled(Operation.AGGREGATION);
  }

  /** Histograms that say that counters started anew and others that say they did not. */
  void counterResetCollision() {
    input.counterResetCollision(Operation.AGGREGATION);
  }
}
