-- Who did what to which seller: a request that may change something is written down before it is passed on, what came of it
-- afterwards and in a table of its own. Nobody who works here may change or remove a row of either (docs/adr/0014).
CREATE TABLE audit_intent (
  audit_id  uuid        NOT NULL PRIMARY KEY,
  seller_id text COLLATE "C" NOT NULL, -- '*', which is nobody's id: the path named no seller
  at        timestamptz NOT NULL,
  actor     text COLLATE "C" NOT NULL, -- sub of the token
  roles     text[]      NOT NULL,      -- of the token, those that opened the route
  action    text COLLATE "C" NOT NULL, -- operationId of the OpenAPI document
  method    text        NOT NULL,
  path      text        NOT NULL,      -- template, without what was put in
  ids       jsonb       NOT NULL,      -- what was put in but for the seller, by name
  trace_id  text        NOT NULL
) WITH (autovacuum_vacuum_insert_scale_factor = 0.05);
CREATE INDEX audit_intent_page ON audit_intent (seller_id, at DESC, audit_id DESC);
CREATE INDEX audit_intent_actor ON audit_intent (seller_id, actor, at DESC, audit_id DESC);
CREATE INDEX audit_intent_action ON audit_intent (seller_id, action, at DESC, audit_id DESC);
CREATE INDEX audit_intent_at ON audit_intent (at, audit_id);
SELECT kit_protect('audit_intent');

CREATE TABLE audit_outcome (
  audit_id  uuid        NOT NULL PRIMARY KEY,
  seller_id text COLLATE "C" NOT NULL,
  at        timestamptz NOT NULL,
  status    smallint    NOT NULL, -- of HTTP
  location  text                  -- of what was made
) WITH (autovacuum_vacuum_insert_scale_factor = 0.05);
CREATE INDEX audit_outcome_at ON audit_outcome USING brin (at) WITH (autosummarize = on);
SELECT kit_protect('audit_outcome');

-- Append-only: requests read, the writer adds, and that is all.
REVOKE ALL ON audit_intent, audit_outcome FROM rapport_rest, rapport_worker;
GRANT SELECT ON audit_intent, audit_outcome TO rapport_rest;
GRANT INSERT ON audit_intent, audit_outcome TO rapport_worker;

-- The one way out, of the old only. What is younger than 30 days stays whatever the caller says.
CREATE FUNCTION audit_forget(keep interval, most integer) RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  before  timestamptz := now() - greatest(keep, interval '30 days');
  intents bigint;
BEGIN
  DELETE FROM audit_outcome o USING (SELECT audit_id FROM audit_intent WHERE at < before ORDER BY at LIMIT most) old
   WHERE o.audit_id = old.audit_id;
  DELETE FROM audit_intent i USING (SELECT audit_id FROM audit_intent WHERE at < before ORDER BY at LIMIT most) old
   WHERE i.audit_id = old.audit_id;
  GET DIAGNOSTICS intents = ROW_COUNT;
  RETURN intents;
END $$;
REVOKE ALL ON FUNCTION audit_forget(interval, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_forget(interval, integer) TO rapport_worker;
