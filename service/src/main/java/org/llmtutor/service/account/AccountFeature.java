package org.llmtutor.service.account;

import com.google.common.base.Ticker;
import io.dropwizard.auth.PolymorphicAuthValueFactoryProvider;
import io.dropwizard.jersey.setup.JerseyEnvironment;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.llmtutor.service.database.Database;
import org.llmtutor.service.redis.RedisFeature;
import org.llmtutor.service.redis.Sightings;
import org.llmtutor.service.telemetry.Metrics;

/** Registers authentication and the account resources. */
public final class AccountFeature {

  private AccountFeature() {}

  /**
   * Registers with {@code jersey}; makes the operator token when there is none yet.
   *
   * @param redis what instances share
   * @param stored the active learners whom the database knows
   * @param records what other features keep of learners
   * @return where operators log in with a browser
   */
  public static OperatorSessions install(
      JerseyEnvironment jersey,
      AccountConfig config,
      Database database,
      Metrics metrics,
      Clock clock,
      RedisFeature redis,
      Sightings stored,
      List<LearnerRecords> records) {
    Accounts accounts = new Accounts(database, config, metrics, clock);
    ActiveLearners active = new ActiveLearners(clock, config.maxActiveLearners());
    active.show(metrics, redis, stored);
    OperatorToken token = OperatorToken.load(config);
    FailedAuthentications failed =
        new FailedAuthentications(config.failedAuthentications(), Ticker.systemTicker());
    OperatorSessions sessions = new OperatorSessions(token, database, clock, redis, failed);
    jersey.register(new CallerFeature(accounts, token, sessions, active, failed));
    jersey.register(
        new PolymorphicAuthValueFactoryProvider.Binder<>(Set.of(Learner.class, Operator.class)));
    Erasure erasure = new Erasure(database, records, active, clock);
    jersey.register(new AccountResource(accounts, erasure, config, redis));
    jersey.register(new LearnerResource(erasure));
    jersey.register(new ClassResource(accounts));
    return sessions;
  }
}
