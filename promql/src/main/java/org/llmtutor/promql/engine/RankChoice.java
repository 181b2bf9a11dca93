package org.llmtutor.promql.engine;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.llmtutor.promql.ast.AggregateOp;
import org.llmtutor.promql.function.StepSeries;

/**
 * The members with the greatest or least values. Of equal values the earlier members win; NaN wins
 * only when there is nothing else.
 */
final class RankChoice implements Selections.Choice {

  private final boolean greatest;
  private final int[] counts;
  private final AggregationNotes notes;

  /** The best so far as a heap: the worst of them first. */
  private double[] heap = new double[0];

  private int[] indices = new int[0];
  private int size;

  RankChoice(AggregateOp op, int[] counts, AggregationNotes notes) {
    this.greatest = op == AggregateOp.TOPK;
    this.counts = counts;
    this.notes = notes;
  }

  @Override
  public int choose(List<StepSeries> members, int step, int[] chosen) {
    int wanted = Math.min(counts[step], members.size());
    if (wanted == 0) {
      return 0;
    }
    if (heap.length < wanted) {
      heap = new double[wanted];
      indices = new int[wanted];
    }
    size = 0;
    for (int i = 0; i < members.size(); i++) {
      StepSeries member = members.get(i);
      double value = member.values()[step];
      if (!StepSeries.isAbsent(value)) {
        offer(i, value, wanted);
      } else if (member.histogram(step) != null) {
        notes.histogramIgnoredInSelection();
      }
    }
    List<Integer> best = best();
    for (int i = 0; i < size; i++) {
      chosen[i] = best.get(i);
    }
    return size;
  }

  private void offer(int index, double value, int wanted) {
    if (size < wanted) {
      place(size++, index, value);
      siftUp(size - 1);
    } else if (better(value, heap[0])) {
      place(0, index, value);
      siftDown();
    }
  }

  private boolean better(double value, double worst) {
    return (greatest ? worst < value : worst > value)
        || (Double.isNaN(worst) && !Double.isNaN(value));
  }

  /** Whether the value at {@code a} stands nearer to the worst than that at {@code b}. */
  private boolean worse(int a, int b) {
    return Double.isNaN(heap[a]) || (greatest ? heap[a] < heap[b] : heap[a] > heap[b]);
  }

  private void place(int at, int index, double value) {
    heap[at] = value;
    indices[at] = index;
  }

  private void siftUp(int from) {
    int child = from;
    while (child > 0 && worse(child, (child - 1) / 2)) {
      swap(child, (child - 1) / 2);
      child = (child - 1) / 2;
    }
  }

  private void siftDown() {
    int parent = 0;
    while (2 * parent + 1 < size) {
      int child = 2 * parent + 1;
      if (child + 1 < size && worse(child + 1, child)) {
        child++;
      }
      if (!worse(child, parent)) {
        return;
      }
      swap(child, parent);
      parent = child;
    }
  }

  private void swap(int a, int b) {
    double value = heap[a];
    int index = indices[a];
    place(a, indices[b], heap[b]);
    place(b, index, value);
  }

  private List<Integer> best() {
    Comparator<Integer> byValue =
        (a, b) -> {
          double x = heap[a];
          double y = heap[b];
          if (Double.isNaN(x) || Double.isNaN(y)) {
            return Boolean.compare(Double.isNaN(x), Double.isNaN(y));
          }
          return greatest ? Double.compare(y, x) : Double.compare(x, y);
        };
    return IntStream.range(0, size).boxed().sorted(byValue).map(at -> indices[at]).toList();
  }
}
