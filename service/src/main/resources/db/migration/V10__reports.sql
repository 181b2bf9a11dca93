-- What dollars rest on, and narrower sums, so that a report over years reads thousands of rows.
-- A reply is a settled call that nothing broke.
ALTER TABLE usage_daily ADD COLUMN provider_calls BIGINT NOT NULL DEFAULT 0;
ALTER TABLE usage_daily ADD COLUMN provider_nanos BIGINT NOT NULL DEFAULT 0;
ALTER TABLE usage_daily ADD COLUMN estimated_calls BIGINT NOT NULL DEFAULT 0;
ALTER TABLE usage_daily ADD COLUMN replies BIGINT NOT NULL DEFAULT 0;

UPDATE usage_daily SET (provider_calls, provider_nanos, estimated_calls, replies) = (
  SELECT
    COALESCE(SUM(CASE WHEN c.cost_basis = 'provider' THEN 1 ELSE 0 END), 0),
    COALESCE(SUM(CASE WHEN c.cost_basis = 'provider' THEN c.cost_nanos ELSE 0 END), 0),
    COALESCE(SUM(CASE WHEN c.cost_basis = 'estimated' THEN 1 ELSE 0 END), 0),
    COALESCE(SUM(CASE WHEN c.error_type IS NULL THEN 1 ELSE 0 END), 0)
  FROM llm_call c
  WHERE c.learner_id = usage_daily.learner_id
    AND c.usage_day = usage_daily.usage_day
    AND c.class_code = usage_daily.class_code
    AND c.provider = usage_daily.provider
    AND c.model = usage_daily.model
    AND c.feature = usage_daily.feature
    AND c.exercise_id = usage_daily.exercise_id
    AND c.state = 'settled');

-- usage_daily without learners and exercises.
CREATE TABLE usage_group_daily (
  usage_day           TEXT NOT NULL,
  class_code          TEXT NOT NULL,
  provider            TEXT NOT NULL,
  model               TEXT NOT NULL,
  feature             TEXT NOT NULL,
  calls               BIGINT NOT NULL,
  input_tokens        BIGINT,
  cached_input_tokens BIGINT,
  cache_write_tokens  BIGINT,
  cache_write_long_tokens BIGINT,
  output_tokens       BIGINT,
  reasoning_tokens    BIGINT,
  cost_nanos          BIGINT NOT NULL,
  estimated_nanos     BIGINT NOT NULL,
  provider_calls      BIGINT NOT NULL,
  provider_nanos      BIGINT NOT NULL,
  estimated_calls     BIGINT NOT NULL,
  replies             BIGINT NOT NULL,
  PRIMARY KEY (usage_day, class_code, provider, model, feature)
);

INSERT INTO usage_group_daily
SELECT usage_day, class_code, provider, model, feature,
  SUM(calls), SUM(input_tokens), SUM(cached_input_tokens), SUM(cache_write_tokens),
  SUM(cache_write_long_tokens), SUM(output_tokens), SUM(reasoning_tokens), SUM(cost_nanos), SUM(estimated_nanos),
  SUM(provider_calls), SUM(provider_nanos), SUM(estimated_calls), SUM(replies)
FROM usage_daily GROUP BY usage_day, class_code, provider, model, feature;

-- usage_daily by learner and class alone.
CREATE TABLE usage_learner_daily (
  usage_day           TEXT NOT NULL,
  learner_id          TEXT NOT NULL,
  class_code          TEXT NOT NULL,
  calls               BIGINT NOT NULL,
  input_tokens        BIGINT,
  cached_input_tokens BIGINT,
  cache_write_tokens  BIGINT,
  cache_write_long_tokens BIGINT,
  output_tokens       BIGINT,
  reasoning_tokens    BIGINT,
  cost_nanos          BIGINT NOT NULL,
  estimated_nanos     BIGINT NOT NULL,
  provider_calls      BIGINT NOT NULL,
  provider_nanos      BIGINT NOT NULL,
  estimated_calls     BIGINT NOT NULL,
  replies             BIGINT NOT NULL,
  PRIMARY KEY (usage_day, learner_id, class_code)
);

INSERT INTO usage_learner_daily
SELECT usage_day, learner_id, class_code,
  SUM(calls), SUM(input_tokens), SUM(cached_input_tokens), SUM(cache_write_tokens),
  SUM(cache_write_long_tokens), SUM(output_tokens), SUM(reasoning_tokens), SUM(cost_nanos), SUM(estimated_nanos),
  SUM(provider_calls), SUM(provider_nanos), SUM(estimated_calls), SUM(replies)
FROM usage_daily GROUP BY usage_day, learner_id, class_code;

-- The same in months: the first seven characters of a day.
CREATE TABLE usage_learner_monthly (
  usage_month         TEXT NOT NULL,
  learner_id          TEXT NOT NULL,
  class_code          TEXT NOT NULL,
  calls               BIGINT NOT NULL,
  input_tokens        BIGINT,
  cached_input_tokens BIGINT,
  cache_write_tokens  BIGINT,
  cache_write_long_tokens BIGINT,
  output_tokens       BIGINT,
  reasoning_tokens    BIGINT,
  cost_nanos          BIGINT NOT NULL,
  estimated_nanos     BIGINT NOT NULL,
  provider_calls      BIGINT NOT NULL,
  provider_nanos      BIGINT NOT NULL,
  estimated_calls     BIGINT NOT NULL,
  replies             BIGINT NOT NULL,
  PRIMARY KEY (usage_month, learner_id, class_code)
);

INSERT INTO usage_learner_monthly
SELECT SUBSTR(usage_day, 1, 7), learner_id, class_code,
  SUM(calls), SUM(input_tokens), SUM(cached_input_tokens), SUM(cache_write_tokens),
  SUM(cache_write_long_tokens), SUM(output_tokens), SUM(reasoning_tokens), SUM(cost_nanos), SUM(estimated_nanos),
  SUM(provider_calls), SUM(provider_nanos), SUM(estimated_calls), SUM(replies)
FROM usage_learner_daily GROUP BY SUBSTR(usage_day, 1, 7), learner_id, class_code;

CREATE INDEX exercise_completion_at ON exercise_completion (completed_at);
