-- A database that was put back is behind what its service has told on Kafka. Before the service writes again it reads its own topics
-- from there on and keeps what it told and does not know any more: derived once more, such a fact is not told once more.
ALTER TABLE source_epoch
  ADD COLUMN epoch_before bigint,                             -- of what was told before this epoch
  ADD COLUMN first_tx     xid8,                               -- what was written from here on in the epoch before is not in this database
  ADD COLUMN read_back    boolean     NOT NULL DEFAULT true,  -- whether its own topics have been read for that
  ADD COLUMN told_facts   bigint      NOT NULL DEFAULT 0,     -- how many were found then
  ADD COLUMN alive_at     timestamptz NOT NULL DEFAULT clock_timestamp(); -- a service was at work then, to within some minutes
GRANT UPDATE (read_back, told_facts, alive_at) ON source_epoch TO rapport_worker;

CREATE OR REPLACE FUNCTION kit_new_epoch() RETURNS bigint
  LANGUAGE sql
BEGIN ATOMIC
  UPDATE source_epoch
     SET epoch = greatest(epoch + 1, extract(epoch FROM clock_timestamp())::bigint), server = kit_server(), began_at = clock_timestamp(),
         epoch_before = epoch, first_tx = pg_current_xact_id(), read_back = false, told_facts = 0
  RETURNING epoch;
END;

CREATE TABLE told_fact (
  fact        uuid        NOT NULL,
  topic       text        NOT NULL,
  seller_id   text        NOT NULL,
  type        text        NOT NULL,
  subject     text,                 -- what the fact is about: a turn, a message, an order
  happened_at timestamptz NOT NULL,
  told_at     timestamptz NOT NULL,
  certain     boolean     NOT NULL, -- false where the database may know of it after all
  derived_at  timestamptz,          -- when it was derived once more; of the others the database knows nothing
  PRIMARY KEY (fact, topic)
);
SELECT kit_protect('told_fact');
