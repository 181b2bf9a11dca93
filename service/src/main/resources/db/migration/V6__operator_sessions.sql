-- Who is logged in to the console: hashes of what the browsers hold. Instants are epoch milliseconds.

CREATE TABLE operator_session (
  id_hash    TEXT   NOT NULL PRIMARY KEY,
  opened_at  BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);

CREATE INDEX operator_session_by_age ON operator_session (opened_at, id_hash);
