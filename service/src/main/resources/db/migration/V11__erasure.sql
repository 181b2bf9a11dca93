-- Who was erased, so that erasing again is told from a learner who never was. The id says nothing any more.
CREATE TABLE erased_learner (
  learner_id TEXT   NOT NULL PRIMARY KEY,
  erased_at  BIGINT NOT NULL
);

-- The calls of one Idempotency-Key.
CREATE INDEX llm_call_key ON llm_call (idempotency_key) WHERE idempotency_key IS NOT NULL;
