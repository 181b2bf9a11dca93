package org.llmtutor.service.account;

import io.dropwizard.auth.PolymorphicAuthValueFactoryProvider;
import io.dropwizard.jersey.setup.JerseyEnvironment;
import java.time.Clock;
import java.util.Set;
import org.llmtutor.service.database.Database;
import org.llmtutor.service.telemetry.Metrics;

/** Registers authentication and the account resources. */
public final class AccountFeature {

  private AccountFeature() {}

  /**
   * Registers with {@code jersey}; makes the operator token when there is none yet.
   *
   * @return where operators log in with a browser
   */
  public static OperatorSessions install(
      JerseyEnvironment jersey,
      AccountConfig config,
      Database database,
      Metrics metrics,
      Clock clock) {
    Accounts accounts = new Accounts(database, config, metrics, clock);
    ActiveLearners active = new ActiveLearners(metrics, clock, config.maxActiveLearners());
    OperatorToken token = OperatorToken.load(config);
    OperatorSessions sessions = new OperatorSessions(token, database, clock);
    jersey.register(new CallerFeature(accounts, token, sessions, active));
    jersey.register(
        new PolymorphicAuthValueFactoryProvider.Binder<>(Set.of(Learner.class, Operator.class)));
    jersey.register(new AccountResource(accounts, config));
    jersey.register(new ClassResource(accounts));
    return sessions;
  }
}
