package org.llmtutor.service.alerting;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Which channels have been sent the summary of which day. Stateless. */
final class SummaryDao {

  private SummaryDao() {}

  /** A summary that is being sent, until {@code leaseUntil}, or was. */
  record Claim(boolean sent, Instant leaseUntil) {}

  static Optional<Claim> find(Handle handle, LocalDate day, String channel) {
    return handle
        .createQuery(
            """
            /* summary.find */
            SELECT sent_at, lease_until FROM cost_summary
            WHERE summary_day = :day AND channel = :channel
            """)
        .bind("day", day.toString())
        .bind("channel", channel)
        .map(
            (row, context) ->
                new Claim(
                    row.getObject("sent_at") != null,
                    Instant.ofEpochMilli(row.getLong("lease_until"))))
        .findOne();
  }

  /** Takes a summary that nobody has sent, or holds a lease on; false when somebody has. */
  static boolean claim(
      Handle handle, LocalDate day, String channel, String owner, Instant now, Instant until) {
    return handle
            .createUpdate(
                """
                /* summary.claim */
                INSERT INTO cost_summary AS s (summary_day, channel, owner, lease_until, sent_at)
                VALUES (:day, :channel, :owner, :until, NULL)
                ON CONFLICT (summary_day, channel) DO UPDATE
                SET owner = excluded.owner, lease_until = excluded.lease_until
                WHERE s.sent_at IS NULL AND s.lease_until <= :now
                """)
            .bind("day", day.toString())
            .bind("channel", channel)
            .bind("owner", owner)
            .bind("until", until.toEpochMilli())
            .bind("now", now.toEpochMilli())
            .execute()
        == 1;
  }

  /** Moves the end of a lease that {@code owner} holds; to now gives it up. */
  static int lease(Handle handle, LocalDate day, String channel, String owner, Instant until) {
    return handle
        .createUpdate(
            """
            /* summary.lease */
            UPDATE cost_summary SET lease_until = :until
            WHERE summary_day = :day AND channel = :channel AND owner = :owner AND sent_at IS NULL
            """)
        .bind("until", until.toEpochMilli())
        .bind("day", day.toString())
        .bind("channel", channel)
        .bind("owner", owner)
        .execute();
  }

  /** Marks a summary as sent; whoever holds the lease, it has arrived. */
  static int sent(Handle handle, LocalDate day, String channel, Instant at) {
    return handle
        .createUpdate(
            """
            /* summary.sent */
            UPDATE cost_summary SET sent_at = :at
            WHERE summary_day = :day AND channel = :channel AND sent_at IS NULL
            """)
        .bind("at", at.toEpochMilli())
        .bind("day", day.toString())
        .bind("channel", channel)
        .execute();
  }
}
