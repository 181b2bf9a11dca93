-- Cache writes that live longer are a class of their own, because they cost more. The class of service is kept in the
-- provider's word, null when it was not told.
ALTER TABLE llm_call ADD COLUMN cache_write_long_tokens BIGINT CHECK (cache_write_long_tokens >= 0);
ALTER TABLE llm_call ADD COLUMN service_tier TEXT;
ALTER TABLE usage_daily ADD COLUMN cache_write_long_tokens BIGINT;
