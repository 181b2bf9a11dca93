CREATE TABLE conversation (
  id          TEXT PRIMARY KEY,
  learner_id  TEXT NOT NULL,
  exercise_id TEXT,
  created_at  BIGINT NOT NULL,
  updated_at  BIGINT NOT NULL
);

CREATE INDEX conversation_learner ON conversation (learner_id, id);

CREATE TABLE message (
  id              TEXT PRIMARY KEY,
  conversation_id TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
  role            TEXT NOT NULL CHECK (role IN ('learner', 'tutor')),
  body            TEXT NOT NULL,
  complete        INTEGER NOT NULL CHECK (complete IN (0, 1)),
  created_at      BIGINT NOT NULL
);

CREATE INDEX message_conversation ON message (conversation_id, id);

CREATE TABLE message_feedback (
  message_id TEXT PRIMARY KEY REFERENCES message (id) ON DELETE CASCADE,
  rating     TEXT NOT NULL CHECK (rating IN ('up', 'down')),
  comment    TEXT,
  created_at BIGINT NOT NULL
);

-- One row per Idempotency-Key; the reply is kept so that a replay costs nothing.
CREATE TABLE chat_exchange (
  learner_id      TEXT NOT NULL,
  idempotency_key TEXT NOT NULL,
  body_hash       TEXT NOT NULL,
  conversation_id TEXT,
  status          INTEGER,
  reply           TEXT,
  started_at      BIGINT NOT NULL,
  lease_until     BIGINT NOT NULL,
  PRIMARY KEY (learner_id, idempotency_key)
);

CREATE INDEX chat_exchange_conversation ON chat_exchange (conversation_id);
