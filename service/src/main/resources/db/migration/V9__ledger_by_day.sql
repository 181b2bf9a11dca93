-- A day of the ledger in pages: checks, exports and comparisons with providers read it so.
CREATE INDEX llm_call_day ON llm_call (usage_day, id);
