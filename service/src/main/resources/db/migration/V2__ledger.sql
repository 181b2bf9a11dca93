-- One row per provider attempt, written before the call. Amounts are nano-USD.
CREATE TABLE llm_call (
  id                  TEXT PRIMARY KEY,
  idempotency_key     TEXT,
  attempt             INTEGER NOT NULL,
  learner_id          TEXT NOT NULL,
  class_code          TEXT NOT NULL,
  conversation_id     TEXT NOT NULL,
  exercise_id         TEXT NOT NULL,
  feature             TEXT NOT NULL,
  provider            TEXT NOT NULL,
  model               TEXT NOT NULL,
  state               TEXT NOT NULL CHECK (state IN ('held', 'settled', 'released', 'unknown')),
  held_nanos          BIGINT NOT NULL CHECK (held_nanos >= 0),
  input_tokens        BIGINT CHECK (input_tokens >= 0),
  cached_input_tokens BIGINT CHECK (cached_input_tokens >= 0),
  cache_write_tokens  BIGINT CHECK (cache_write_tokens >= 0),
  output_tokens       BIGINT CHECK (output_tokens >= 0),
  reasoning_tokens    BIGINT CHECK (reasoning_tokens >= 0),
  cost_nanos          BIGINT CHECK (cost_nanos >= 0),
  cost_basis          TEXT CHECK (cost_basis IN ('provider', 'computed', 'estimated')),
  price_id            TEXT NOT NULL,
  usage_day           TEXT NOT NULL,
  started_at          BIGINT NOT NULL,
  settled_at          BIGINT,
  lease_until         BIGINT NOT NULL,
  latency_ms          BIGINT,
  first_token_ms      BIGINT,
  finish_reason       TEXT,
  error_type          TEXT,
  request_id          TEXT NOT NULL,
  CHECK (state <> 'settled' OR (cost_nanos IS NOT NULL AND cost_basis IS NOT NULL))
);

CREATE INDEX llm_call_open ON llm_call (state, lease_until) WHERE state IN ('held', 'unknown');
CREATE INDEX llm_call_request ON llm_call (request_id);
CREATE INDEX llm_call_learner_day ON llm_call (learner_id, usage_day);

CREATE TABLE budget_window (
  scope        TEXT NOT NULL CHECK (scope IN ('platform', 'class', 'learner')),
  scope_id     TEXT NOT NULL,
  period       TEXT NOT NULL CHECK (period IN ('daily', 'monthly')),
  window_start TEXT NOT NULL,
  limit_nanos  BIGINT,
  spent_nanos  BIGINT NOT NULL CHECK (spent_nanos >= 0),
  held_nanos   BIGINT NOT NULL CHECK (held_nanos >= 0),
  PRIMARY KEY (scope, scope_id, period, window_start)
);

CREATE INDEX budget_window_start ON budget_window (window_start, period, scope);

-- Settled rows only, summed; a token class is null while no row of the group was told it.
CREATE TABLE usage_daily (
  usage_day           TEXT NOT NULL,
  learner_id          TEXT NOT NULL,
  class_code          TEXT NOT NULL,
  provider            TEXT NOT NULL,
  model               TEXT NOT NULL,
  feature             TEXT NOT NULL,
  exercise_id         TEXT NOT NULL,
  calls               BIGINT NOT NULL,
  input_tokens        BIGINT,
  cached_input_tokens BIGINT,
  cache_write_tokens  BIGINT,
  output_tokens       BIGINT,
  reasoning_tokens    BIGINT,
  cost_nanos          BIGINT NOT NULL,
  estimated_nanos     BIGINT NOT NULL,
  PRIMARY KEY (usage_day, learner_id, class_code, provider, model, feature, exercise_id)
);
