-- What every service's database has: tenancy, outbox, inbox, idempotency keys, the copy of the seller profiles.
-- Run by the owner. The group roles belong to the server and must be there before.
DO $$
BEGIN
  IF (SELECT count(*) FROM pg_roles WHERE rolname IN ('rapport_rest', 'rapport_worker')) < 2 THEN
    RAISE EXCEPTION 'the roles rapport_rest and rapport_worker are missing on this server'
      USING HINT = 'CREATE ROLE rapport_rest NOLOGIN; CREATE ROLE rapport_worker NOLOGIN;';
  END IF;
END $$;

GRANT USAGE ON SCHEMA public TO rapport_rest, rapport_worker;

---------------------------------------------------------------------------------------------------------------------- tenancy

-- The sellers this transaction may see: the transaction-local setting rapport.sellers, comma-separated, '*' for all.
-- Unset, or left empty by a transaction that ended, it names nobody.
CREATE FUNCTION kit_sellers() RETURNS text[]
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN string_to_array(current_setting('rapport.sellers', true), ',');

CREATE FUNCTION kit_every_seller() RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN coalesce(current_setting('rapport.sellers', true) = '*', false);

-- Puts a table with a column seller_id under row-level security and grants it. The scalar subqueries are evaluated once per
-- statement instead of once per row. A query still names its sellers: the policy guards, it does not choose the index.
CREATE FUNCTION kit_protect(guarded regclass) RETURNS void
  LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', guarded);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', guarded);
  EXECUTE format($policy$
    CREATE POLICY of_these_sellers ON %s TO rapport_rest
      USING ((SELECT kit_every_seller()) OR seller_id = ANY ((SELECT kit_sellers())::text[]))
      WITH CHECK ((SELECT kit_every_seller()) OR seller_id = ANY ((SELECT kit_sellers())::text[]))
    $policy$, guarded);
  EXECUTE format('CREATE POLICY of_every_seller ON %s TO rapport_worker USING (true) WITH CHECK (true)', guarded);
  EXECUTE format('CREATE POLICY of_the_owner ON %s TO CURRENT_USER USING (true) WITH CHECK (true)', guarded);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO rapport_rest, rapport_worker', guarded);
END $$;

------------------------------------------------------------------------------------------------------------------------ epoch

-- Our facts are numbered (epoch, transaction, row). Transaction ids may go back when a database is restored or rebuilt:
-- then a new epoch must begin, or consumers would take new facts for repeats.
CREATE TABLE source_epoch (
  only_row    boolean     PRIMARY KEY DEFAULT true CHECK (only_row),
  epoch       bigint      NOT NULL,
  server      text        NOT NULL,
  began_at    timestamptz NOT NULL DEFAULT clock_timestamp()
);
GRANT SELECT ON source_epoch TO rapport_rest, rapport_worker;

-- Identity of the running server: another one after pg_restore elsewhere, another timeline after point-in-time recovery or failover.
CREATE FUNCTION kit_server() RETURNS text
  LANGUAGE sql STABLE
  RETURN (SELECT s.system_identifier || '/' || c.timeline_id FROM pg_control_system() s, pg_control_checkpoint() c);

INSERT INTO source_epoch (epoch, server) VALUES (extract(epoch FROM clock_timestamp())::bigint, kit_server());

-- Begins a new epoch and returns it. To be called by hand after putting back a cold copy of the data folder (nothing inside the
-- database can tell that one); everything else is noticed by kit_check_epoch().
CREATE FUNCTION kit_new_epoch() RETURNS bigint
  LANGUAGE sql
BEGIN ATOMIC
  UPDATE source_epoch
     SET epoch = greatest(epoch + 1, extract(epoch FROM clock_timestamp())::bigint), server = kit_server(), began_at = clock_timestamp()
  RETURNING epoch;
END;

-- Called after every migration run, that is at every start of the service.
CREATE FUNCTION kit_check_epoch() RETURNS void
  LANGUAGE plpgsql AS $$
DECLARE
  known text := (SELECT server FROM source_epoch);
BEGIN
  IF known IS DISTINCT FROM kit_server() THEN
    RAISE WARNING 'this database moved from server % to %: epoch % of its facts begins', known, kit_server(), kit_new_epoch();
  END IF;
END $$;

----------------------------------------------------------------------------------------------------------------------- outbox

-- Rows wait here from the commit of their transaction until the broker has them. The epoch is kept with the row, so that one that
-- came back with a backup is sent under its old number and recognised.
CREATE TABLE outbox (
  epoch       bigint      NOT NULL,
  tx          xid8        NOT NULL DEFAULT pg_current_xact_id(),
  id          bigint      GENERATED ALWAYS AS IDENTITY,
  bucket      smallint    NOT NULL,
  seller_id   text,                 -- null: a dead letter whose seller nobody could read
  topic       text        NOT NULL,
  key         bytea,
  headers     bytea       NOT NULL, -- framed by dev.rapport.kit.outbox.HeaderBlock
  value       bytea,
  appended_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (epoch, tx, id)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0,
        autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 1000000);
ALTER TABLE outbox ALTER COLUMN value SET STORAGE EXTERNAL;
ALTER TABLE outbox ENABLE ROW LEVEL SECURITY;
ALTER TABLE outbox FORCE ROW LEVEL SECURITY;
CREATE POLICY of_these_sellers ON outbox FOR INSERT TO rapport_rest
  WITH CHECK ((SELECT kit_every_seller()) OR seller_id = ANY ((SELECT kit_sellers())::text[]));
CREATE POLICY of_every_seller ON outbox TO rapport_worker USING (true) WITH CHECK (true);
CREATE POLICY of_the_owner ON outbox TO CURRENT_USER USING (true) WITH CHECK (true);
GRANT INSERT ON outbox TO rapport_rest;
GRANT SELECT, INSERT, DELETE ON outbox TO rapport_worker;

-- 1 while a relay sleeps, 2 while all are busy. A sequence, because it is read and written outside transactions. NOTIFY takes a
-- lock of the whole server at commit and would take group commit away from busy writers: they notify only a relay that sleeps.
CREATE SEQUENCE outbox_relay_state MINVALUE 1 MAXVALUE 2;
GRANT SELECT ON outbox_relay_state TO rapport_rest;
GRANT SELECT, UPDATE ON outbox_relay_state TO rapport_worker;

CREATE FUNCTION outbox_wake_relay() RETURNS trigger
  LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT last_value FROM outbox_relay_state) = 1 THEN
    PERFORM pg_notify('rapport_outbox', '');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER outbox_wake_relay AFTER INSERT ON outbox FOR EACH STATEMENT EXECUTE FUNCTION outbox_wake_relay();

------------------------------------------------------------------------------------------------------------------------ inbox

-- The next record to apply of each partition: moved by compare-and-set in the transaction of the effect.
CREATE TABLE inbox_offset (
  consumer    text    NOT NULL,
  topic       text    NOT NULL,
  partition   integer NOT NULL,
  next_offset bigint  NOT NULL,
  PRIMARY KEY (consumer, topic, partition)
) WITH (fillfactor = 20, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);

-- The highest outbox position applied of our own services' facts: whatever is not above it is a repeat.
CREATE TABLE inbox_watermark (
  consumer    text     NOT NULL,
  topic       text     NOT NULL,
  partition   integer  NOT NULL,
  source      text     NOT NULL,
  bucket      smallint NOT NULL,
  epoch       bigint   NOT NULL,
  tx          bigint   NOT NULL,
  row_id      bigint   NOT NULL,
  PRIMARY KEY (consumer, topic, partition, source, bucket)
) WITH (fillfactor = 20, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

-- Foreign events and replays applied in the last days: 128 bits of the SHA-256 of consumer, source and id.
CREATE TABLE inbox_event (
  identity    uuid        PRIMARY KEY,
  seen_at     timestamptz NOT NULL
);
CREATE INDEX inbox_event_seen_at ON inbox_event USING brin (seen_at) WITH (pages_per_range = 32, autosummarize = on);

GRANT SELECT, INSERT, UPDATE, DELETE ON inbox_offset, inbox_watermark, inbox_event TO rapport_worker;

------------------------------------------------------------------------------------------------------------- idempotency keys

CREATE TABLE idempotency_key (
  seller_id   text        NOT NULL,
  key         text        NOT NULL,
  request     bytea       NOT NULL, -- SHA-256 of method, path and body
  status      smallint    NOT NULL,
  location    text,
  body        text        NOT NULL,
  answered_at timestamptz NOT NULL,
  PRIMARY KEY (seller_id, key)
);
CREATE INDEX idempotency_key_answered_at ON idempotency_key USING brin (answered_at) WITH (pages_per_range = 32, autosummarize = on);
SELECT kit_protect('idempotency_key');

--------------------------------------------------------------------------------------------------------------- seller profiles

CREATE TABLE seller_profile (
  seller_id   text        PRIMARY KEY,
  profile     bytea       NOT NULL, -- the data of rapport.seller.changed, as JSON
  changed_at  timestamptz NOT NULL
);
SELECT kit_protect('seller_profile');
