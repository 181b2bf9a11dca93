package org.llmtutor.service.account;

import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * What a feature keeps of learners, and how it forgets one. Each feature that has a table with
 * learners in it has one of these.
 */
public interface LearnerRecords {

  /** How many rows there are of a learner, by what they are; zeros too. */
  Map<String, Long> count(Handle handle, String learnerId);

  /**
   * Removes text and whatever leads back to the learner; keeps what totals are made of. Part of one
   * transaction with all the others, and harmless when there is nothing left.
   */
  void erase(Handle handle, String learnerId);
}
