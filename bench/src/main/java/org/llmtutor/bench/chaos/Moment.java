package org.llmtutor.bench.chaos;

import java.util.List;
import java.util.Random;

/** When the service is killed. What such a kill struck is told by the books afterwards. */
enum Moment {
  /** A while after the start, whatever happens then. */
  ANY,
  /** When a learner has sent a message and no hold is made yet. */
  HOLD,
  /** While the provider works on a call. */
  CALL,
  /** When the provider has answered and its answer is not booked yet. */
  SETTLE,
  /** When the answer is booked and the learner does not have it yet. */
  ACKNOWLEDGE;

  private static final int MOST_REPLIES = 120;

  /**
   * A kill to come.
   *
   * @param replies how many learners get since the last start before it
   * @param delayMicros how long after the moment's event it comes
   */
  record Kill(Moment moment, int replies, int delayMicros) {}

  /** Every moment as often as the others, in an order that depends on {@code random} alone. */
  static List<Kill> plan(int kills, Random random) {
    return random
        .ints(kills)
        .mapToObj(ignored -> values()[random.nextInt(values().length)])
        .map(moment -> new Kill(moment, random.nextInt(MOST_REPLIES), moment.delayMicros(random)))
        .toList();
  }

  private int delayMicros(Random random) {
    return switch (this) {
      case ANY, CALL -> 0;
      case HOLD -> random.nextInt(4_000);
      case SETTLE -> random.nextInt(1_500);
      case ACKNOWLEDGE -> random.nextInt(1_000, 8_000);
    };
  }
}
