-- Reports over months read sums of months. Tables without learners know up to five of those of each row, each id with a
-- blank after it: enough to tell whether a group is too small to be shown, without reading the learners.
ALTER TABLE usage_group_daily ADD COLUMN known_learners INTEGER NOT NULL DEFAULT 0;
ALTER TABLE usage_group_daily ADD COLUMN learners TEXT NOT NULL DEFAULT '';

UPDATE usage_group_daily SET known_learners = f.known, learners = f.ids
FROM (
  SELECT usage_day, class_code, provider, model, feature, COUNT(*) AS known, STRING_AGG(learner_id || ' ', '') AS ids
  FROM (
    SELECT d.*, ROW_NUMBER() OVER (PARTITION BY usage_day, class_code, provider, model, feature ORDER BY learner_id) AS place
    FROM (SELECT DISTINCT usage_day, class_code, provider, model, feature, learner_id FROM usage_daily) d
  ) r
  WHERE place <= 5
  GROUP BY usage_day, class_code, provider, model, feature
) f
WHERE usage_group_daily.usage_day = f.usage_day
  AND usage_group_daily.class_code = f.class_code
  AND usage_group_daily.provider = f.provider
  AND usage_group_daily.model = f.model
  AND usage_group_daily.feature = f.feature;

-- usage_daily in months, without exercises; takes the place of usage_learner_monthly.
CREATE TABLE usage_monthly (
  usage_month         TEXT NOT NULL,
  learner_id          TEXT NOT NULL,
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
  PRIMARY KEY (usage_month, learner_id, class_code, provider, model, feature)
);

INSERT INTO usage_monthly
SELECT SUBSTR(usage_day, 1, 7), learner_id, class_code, provider, model, feature,
  SUM(calls), SUM(input_tokens), SUM(cached_input_tokens), SUM(cache_write_tokens),
  SUM(cache_write_long_tokens), SUM(output_tokens), SUM(reasoning_tokens), SUM(cost_nanos), SUM(estimated_nanos),
  SUM(provider_calls), SUM(provider_nanos), SUM(estimated_calls), SUM(replies)
FROM usage_daily GROUP BY SUBSTR(usage_day, 1, 7), learner_id, class_code, provider, model, feature;

DROP TABLE usage_learner_monthly;

-- usage_daily in months, without learners.
CREATE TABLE usage_exercise_monthly (
  usage_month         TEXT NOT NULL,
  class_code          TEXT NOT NULL,
  provider            TEXT NOT NULL,
  model               TEXT NOT NULL,
  feature             TEXT NOT NULL,
  exercise_id         TEXT NOT NULL,
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
  known_learners      INTEGER NOT NULL DEFAULT 0,
  learners            TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (usage_month, class_code, provider, model, feature, exercise_id)
);

INSERT INTO usage_exercise_monthly (usage_month, class_code, provider, model, feature, exercise_id,
  calls, input_tokens, cached_input_tokens, cache_write_tokens, cache_write_long_tokens, output_tokens,
  reasoning_tokens, cost_nanos, estimated_nanos, provider_calls, provider_nanos, estimated_calls, replies)
SELECT SUBSTR(usage_day, 1, 7), class_code, provider, model, feature, exercise_id,
  SUM(calls), SUM(input_tokens), SUM(cached_input_tokens), SUM(cache_write_tokens),
  SUM(cache_write_long_tokens), SUM(output_tokens), SUM(reasoning_tokens), SUM(cost_nanos), SUM(estimated_nanos),
  SUM(provider_calls), SUM(provider_nanos), SUM(estimated_calls), SUM(replies)
FROM usage_daily GROUP BY SUBSTR(usage_day, 1, 7), class_code, provider, model, feature, exercise_id;

UPDATE usage_exercise_monthly SET known_learners = f.known, learners = f.ids
FROM (
  SELECT usage_month, class_code, provider, model, feature, exercise_id, COUNT(*) AS known, STRING_AGG(learner_id || ' ', '') AS ids
  FROM (
    SELECT d.*, ROW_NUMBER() OVER (PARTITION BY usage_month, class_code, provider, model, feature, exercise_id ORDER BY learner_id) AS place
    FROM (SELECT DISTINCT SUBSTR(usage_day, 1, 7) AS usage_month, class_code, provider, model, feature, exercise_id, learner_id FROM usage_daily) d
  ) r
  WHERE place <= 5
  GROUP BY usage_month, class_code, provider, model, feature, exercise_id
) f
WHERE usage_exercise_monthly.usage_month = f.usage_month
  AND usage_exercise_monthly.class_code = f.class_code
  AND usage_exercise_monthly.provider = f.provider
  AND usage_exercise_monthly.model = f.model
  AND usage_exercise_monthly.feature = f.feature
  AND usage_exercise_monthly.exercise_id = f.exercise_id;
