package org.llmtutor.service.account;

import org.llmtutor.service.database.Database;

/** Learners for tests that do not register them. */
public final class TestLearners {

  private TestLearners() {}

  /** Adds the learner unless there is one of the id; the token is nobody's. */
  public static Learner add(Database database, Learner learner) {
    return database.write(
        handle -> {
          if (AccountDao.find(handle, learner.id()).isEmpty()) {
            AccountDao.insert(handle, learner, BearerTokens.hash(learner.id()));
          }
          return learner;
        });
  }
}
