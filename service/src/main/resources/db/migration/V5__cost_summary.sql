-- One row per day and channel: who sends the day's cost summary, and since when it is sent.
CREATE TABLE cost_summary (
  summary_day TEXT   NOT NULL,
  channel     TEXT   NOT NULL,
  owner       TEXT   NOT NULL,
  lease_until BIGINT NOT NULL,
  sent_at     BIGINT,
  PRIMARY KEY (summary_day, channel)
);
