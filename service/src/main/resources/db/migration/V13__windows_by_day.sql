-- The whole key, the day first: either index finds one window then, whichever a planner without statistics of
-- today takes. The narrower one was taken for look-ups of single windows and read all of the day's.
DROP INDEX budget_window_start;
CREATE INDEX budget_window_day ON budget_window (window_start, period, scope, scope_id, model);
