-- What learners submitted and completed. Instants are epoch milliseconds, booleans 0 or 1.

CREATE TABLE exercise_submission (
  id           TEXT   NOT NULL PRIMARY KEY,
  learner_id   TEXT   NOT NULL,
  exercise_id  TEXT   NOT NULL,
  language     TEXT   NOT NULL,
  code         TEXT   NOT NULL,
  status       TEXT   NOT NULL,
  results      TEXT   NOT NULL,
  submitted_at BIGINT NOT NULL
);

CREATE INDEX exercise_submission_by_learner
  ON exercise_submission (learner_id, exercise_id, submitted_at);

CREATE TABLE exercise_completion (
  learner_id    TEXT    NOT NULL,
  exercise_id   TEXT    NOT NULL,
  language      TEXT    NOT NULL,
  difficulty    TEXT    NOT NULL,
  verified      INTEGER NOT NULL,
  submission_id TEXT,
  completed_at  BIGINT  NOT NULL,
  PRIMARY KEY (learner_id, exercise_id)
);
