CREATE TABLE class (
  code       TEXT PRIMARY KEY,
  title      TEXT NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE TABLE learner (
  id           TEXT PRIMARY KEY,
  display_name TEXT NOT NULL,
  level        TEXT NOT NULL CHECK (level IN ('beginner', 'intermediate', 'advanced')),
  languages    TEXT NOT NULL,
  class_code   TEXT REFERENCES class (code),
  token_hash   TEXT NOT NULL UNIQUE,
  created_at   BIGINT NOT NULL
);

CREATE INDEX learner_class ON learner (class_code);

CREATE TABLE health_probe (
  id   INTEGER PRIMARY KEY,
  beat BIGINT NOT NULL
);

INSERT INTO health_probe (id, beat) VALUES (1, 0);
