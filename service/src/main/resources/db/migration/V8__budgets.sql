-- A window is of all models (model is empty) or of one. limit_nanos is what is shown; hard_nanos, null for a
-- soft limit, is what refuses; from warn_nanos on people are warned, and warned_at is when that was logged.
CREATE TABLE budget_window_v8 (
  scope        TEXT NOT NULL CHECK (scope IN ('platform', 'class', 'learner')),
  scope_id     TEXT NOT NULL,
  period       TEXT NOT NULL CHECK (period IN ('daily', 'monthly')),
  window_start TEXT NOT NULL,
  model        TEXT NOT NULL,
  limit_nanos  BIGINT,
  hard_nanos   BIGINT,
  warn_nanos   BIGINT,
  spent_nanos  BIGINT NOT NULL CHECK (spent_nanos >= 0),
  held_nanos   BIGINT NOT NULL CHECK (held_nanos >= 0),
  warned_at    BIGINT,
  PRIMARY KEY (scope, scope_id, period, window_start, model)
);

INSERT INTO budget_window_v8
  (scope, scope_id, period, window_start, model, limit_nanos, hard_nanos, spent_nanos, held_nanos)
SELECT scope, scope_id, period, window_start, '', limit_nanos, limit_nanos, spent_nanos, held_nanos
FROM budget_window;

-- What the newest month's calls came to by model, so that a model's limit counts them.
INSERT INTO budget_window_v8
  (scope, scope_id, period, window_start, model, spent_nanos, held_nanos)
WITH newest AS (
  SELECT MAX(window_start) AS month_start FROM budget_window WHERE period = 'monthly'
), booked AS (
  SELECT usage_day, learner_id, class_code, model, cost_nanos AS spent, 0 AS held
  FROM usage_daily, newest WHERE usage_day >= month_start
  UNION ALL
  SELECT usage_day, learner_id, class_code, model, 0, held_nanos
  FROM llm_call, newest WHERE state IN ('held', 'unknown') AND usage_day >= month_start
), by_scope AS (
  SELECT 'platform' AS scope, '' AS scope_id, usage_day, model, spent, held FROM booked
  UNION ALL
  SELECT 'class', class_code, usage_day, model, spent, held FROM booked WHERE class_code <> ''
  UNION ALL
  SELECT 'learner', learner_id, usage_day, model, spent, held FROM booked
), by_window AS (
  SELECT scope, scope_id, 'daily' AS period, usage_day AS window_start, model, spent, held
  FROM by_scope
  UNION ALL
  SELECT scope, scope_id, 'monthly', month_start, model, spent, held FROM by_scope, newest
)
SELECT scope, scope_id, period, window_start, model, SUM(spent), SUM(held)
FROM by_window
WHERE model <> ''
GROUP BY scope, scope_id, period, window_start, model;

DROP TABLE budget_window;
ALTER TABLE budget_window_v8 RENAME TO budget_window;
CREATE INDEX budget_window_start ON budget_window (window_start, period, scope);

-- Limits that operators set while the service runs; they go before those of the configuration.
CREATE TABLE budget_override (
  scope       TEXT NOT NULL CHECK (scope IN ('platform', 'class', 'learner')),
  scope_id    TEXT NOT NULL,
  model       TEXT NOT NULL,
  period      TEXT NOT NULL CHECK (period IN ('daily', 'monthly')),
  limit_nanos BIGINT CHECK (limit_nanos >= 0),
  hard        INTEGER NOT NULL CHECK (hard IN (0, 1)),
  warn_at     DOUBLE PRECISION NOT NULL CHECK (warn_at > 0 AND warn_at <= 1),
  set_at      BIGINT NOT NULL,
  set_by      TEXT NOT NULL,
  PRIMARY KEY (scope, scope_id, model, period)
);

-- Which learner was told that which window is nearly used up, and how many refusals were softened since
-- because the learner had not been told in time.
CREATE TABLE budget_notice (
  learner_id   TEXT NOT NULL,
  scope        TEXT NOT NULL,
  scope_id     TEXT NOT NULL,
  period       TEXT NOT NULL,
  window_start TEXT NOT NULL,
  model        TEXT NOT NULL,
  told_at      BIGINT NOT NULL,
  graces       INTEGER NOT NULL,
  PRIMARY KEY (learner_id, scope, scope_id, period, window_start, model)
);
