-- Columns with no default and a table nobody reads yet: code from before this keeps working.

ALTER TABLE sessions ADD COLUMN last_seen_at TIMESTAMP WITH TIME ZONE, ADD COLUMN client TEXT;

CREATE TABLE accounts (
  id UUID NOT NULL,
  user_id UUID NOT NULL,
  issuer TEXT NOT NULL,
  subject TEXT NOT NULL,
  name TEXT,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
  signed_in_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (user_id),
  UNIQUE (issuer, subject),
  FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE
);
