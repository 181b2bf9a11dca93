-- Every call changes the platform's and its class's rows. With room in their pages the new versions stay there and
-- touch no index, and what is dead is cleared by the next to pass.
ALTER TABLE budget_window SET (
  fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
ALTER TABLE usage_group_daily SET (
  fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
