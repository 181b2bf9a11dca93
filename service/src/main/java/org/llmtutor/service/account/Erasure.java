package org.llmtutor.service.account;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.llmtutor.api.LearnerErasure;
import org.llmtutor.api.LearnerRecord;
import org.llmtutor.service.database.Database;
import org.llmtutor.service.http.ApiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Erases learners: name, token, text and whatever leads back to them go in one transaction; the
 * ledger keeps its amounts under an id that nothing resolves any more (ADR 22). Safe for concurrent
 * use.
 */
public final class Erasure {

  private static final Logger LOG = LoggerFactory.getLogger(Erasure.class);
  private static final Pattern PSEUDONYM = Pattern.compile("u[0-9a-f]{12}");

  private final Database database;
  private final List<LearnerRecords> records;
  private final ActiveLearners active;
  private final Clock clock;

  Erasure(Database database, List<LearnerRecords> records, ActiveLearners active, Clock clock) {
    this.database = database;
    this.records = List.copyOf(records);
    this.active = active;
    this.clock = clock;
  }

  /**
   * Whether a learner is there, and stays so until this transaction ends: to be asked before
   * anything of the learner is stored, since a request may outlive its learner.
   */
  public static boolean isThere(Handle handle, String learnerId) {
    return ErasureDao.hold(handle, learnerId);
  }

  /**
   * The same, for those who have nothing to do without the learner.
   *
   * @throws ApiException 401, as for every token that is not valid any more
   */
  public static void requireThere(Handle handle, String learnerId) {
    if (!isThere(handle, learnerId)) {
      throw CallerFeature.unauthorized();
    }
  }

  /** What is kept of a learner. */
  LearnerRecord find(String idOrPseudonym) {
    return database.read(
        handle -> {
          String id = resolve(handle, idOrPseudonym);
          Optional<Learner> learner = AccountDao.find(handle, id);
          return new LearnerRecord(
              id,
              Learner.pseudonym(id),
              learner.map(Learner::classCode).orElse(null),
              learner.map(Learner::createdAt).orElse(null),
              ErasureDao.erasedAt(handle, id).orElse(null),
              count(handle, id),
              ErasureDao.ledgerRows(handle, id));
        });
  }

  /** Erases; again for one who is erased already removes what came since, and is no error. */
  LearnerErasure erase(String idOrPseudonym, String by) {
    String id = database.read(handle -> resolve(handle, idOrPseudonym));
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    LearnerErasure done = database.write(handle -> erase(handle, id, now));
    active.forget(id);
    database.settleFiles();
    LOG.info("{} erased learner {}", by, done.pseudonym());
    return done;
  }

  /** The learner's row goes first: whoever stores something of the learner holds it. */
  private LearnerErasure erase(Handle handle, String id, Instant now) {
    boolean present = ErasureDao.delete(handle, id);
    Map<String, Long> removed = count(handle, id);
    removed.put("profiles", present ? 1L : 0L);
    records.forEach(each -> each.erase(handle, id));
    ErasureDao.note(handle, id, now);
    return new LearnerErasure(
        id,
        Learner.pseudonym(id),
        ErasureDao.erasedAt(handle, id).orElse(now),
        removed,
        ErasureDao.ledgerRows(handle, id));
  }

  private Map<String, Long> count(Handle handle, String id) {
    Map<String, Long> counts = new TreeMap<>();
    records.forEach(each -> counts.putAll(each.count(handle, id)));
    return counts;
  }

  private static String resolve(Handle handle, String idOrPseudonym) {
    Optional<String> id =
        PSEUDONYM.matcher(idOrPseudonym).matches()
            ? ErasureDao.findId(handle, any -> Learner.pseudonym(any).equals(idOrPseudonym))
            : Optional.of(idOrPseudonym)
                .filter(
                    any ->
                        AccountDao.find(handle, any).isPresent()
                            || ErasureDao.erasedAt(handle, any).isPresent());
    return id.orElseThrow(() -> ApiException.notFound("learner"));
  }
}
