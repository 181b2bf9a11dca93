package org.llmtutor.service.account;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.llmtutor.service.database.Database;
import org.llmtutor.service.database.DatabaseException;
import org.llmtutor.service.http.ApiException;
import org.llmtutor.service.redis.RedisFeature;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Operators who are logged in with a browser. A browser holds a random id, never the token; the
 * database holds a hash of the id together with that of the token, so that a session outlives a
 * restart, counts on every instance, and ends when the token changes. Safe for concurrent use.
 */
public final class OperatorSessions {

  /** The cookie with a session's id. */
  public static final String COOKIE = "tutor_console";

  private static final Logger LOG = LoggerFactory.getLogger(OperatorSessions.class);

  private final OperatorToken token;
  private final Database database;
  private final Clock clock;
  private final RedisFeature redis;
  private final FailedAuthentications failed;
  private volatile @Nullable Allowed allowed;

  OperatorSessions(
      OperatorToken token,
      Database database,
      Clock clock,
      RedisFeature redis,
      FailedAuthentications failed) {
    this.failed = failed;
    this.token = token;
    this.database = database;
    this.clock = clock;
    this.redis = redis;
  }

  private record Allowed(
      SessionLimits limits, LoginAttempts attempts, Cache<String, Instant> seen) {}

  /** Lets operators log in; until then nobody can, and earlier sessions do not count. */
  public void allow(SessionLimits limits) {
    allowed =
        new Allowed(
            limits,
            new LoginAttempts(redis, limits),
            CacheBuilder.newBuilder().maximumSize(limits.maxSessions()).build());
  }

  /**
   * A session that was just opened.
   *
   * @param id what the browser is to send back; secret
   * @param expiresAt when it stops to count
   */
  public record Opened(String id, Instant expiresAt) {

    /** Leaves the id out. */
    @Override
    public String toString() {
      return "Opened[expiresAt=" + expiresAt + "]";
    }
  }

  /**
   * Opens a session for who knows the operators' token.
   *
   * @param address whose attempts are counted together
   * @throws ApiException 401 {@code wrong_token}, 429 {@code rate_limited} after too many of those
   */
  public Opened logIn(String sent, String address) {
    Allowed rules = allowed;
    if (rules == null) {
      throw ApiException.notFound("log-in");
    }
    // An address is personal, and too easily guessed from a mere hash of it.
    String caller = token.bind(address);
    rules.attempts().take(caller);
    if (!BearerTokens.wellFormed(sent) || !token.matches(sent)) {
      failed.count();
      throw new ApiException(401, "wrong_token", "This is not the operators' token.");
    }
    rules.attempts().forgive(caller);
    String id = BearerTokens.make("ses_");
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Instant expiresAt = now.plus(rules.limits().lifetime());
    keep(rules, token.bind(id), now, expiresAt);
    return new Opened(id, expiresAt);
  }

  /** Without a database the session is this instance's alone, and ends when there is one again. */
  private void keep(Allowed rules, String hash, Instant now, Instant expiresAt) {
    rules.seen().put(hash, expiresAt);
    try {
      database.write(
          handle -> {
            SessionDao.insert(handle, hash, now, expiresAt);
            SessionDao.prune(handle, now, rules.limits().maxSessions());
            return hash;
          });
    } catch (DatabaseException.Unavailable e) {
      LOG.warn("an operator's session is kept in memory: the database is not available");
    }
  }

  /** When the session ends; empty when there is no such session, or no longer. */
  public Optional<Instant> expiry(String id) {
    Allowed rules = allowed;
    if (rules == null || !BearerTokens.wellFormed(id)) {
      return Optional.empty();
    }
    return known(rules.seen(), token.bind(id))
        .filter(expiresAt -> clock.instant().isBefore(expiresAt));
  }

  /** Ends the session; a wrong id is no error. */
  public void logOut(String id) {
    Allowed rules = allowed;
    if (rules != null && BearerTokens.wellFormed(id)) {
      String hash = token.bind(id);
      rules.seen().invalidate(hash);
      database.write(
          handle -> {
            SessionDao.delete(handle, hash);
            return hash;
          });
    }
  }

  /** The console is needed most when the database is away: then what was last seen counts. */
  private Optional<Instant> known(Cache<String, Instant> seen, String hash) {
    try {
      Optional<Instant> expiresAt = database.read(handle -> SessionDao.expiry(handle, hash));
      expiresAt.ifPresentOrElse(until -> seen.put(hash, until), () -> seen.invalidate(hash));
      return expiresAt;
    } catch (DatabaseException e) {
      return Optional.ofNullable(seen.getIfPresent(hash));
    }
  }
}
