-- Where sellers want to be called, and every call that is owed, under way or done.
CREATE TABLE webhook (
  seller_id       text COLLATE "C" NOT NULL,
  webhook_id      text COLLATE "C" NOT NULL,
  url             text        NOT NULL,
  events          text[]      NOT NULL, -- names of live events; {*} for all
  secret          bytea       NOT NULL, -- sealed: AES-256-GCM under a key that is not in this database
  active          boolean     NOT NULL,
  active_since    timestamptz NOT NULL, -- what was published before is not delivered
  disabled_reason text,                 -- set when it was disabled by itself
  disabled_at     timestamptz,
  succeeded_at    timestamptz,
  created_at      timestamptz NOT NULL,
  version         bigint      NOT NULL,
  PRIMARY KEY (seller_id, webhook_id)
);
SELECT kit_protect('webhook');

CREATE TABLE webhook_delivery (
  seller_id     text COLLATE "C" NOT NULL,
  webhook_id    text COLLATE "C" NOT NULL,
  delivery_id   text COLLATE "C" NOT NULL, -- made of webhook, source and id of the event: the same event is one delivery
  event_id      text        NOT NULL,
  event_name    text        NOT NULL,
  body          bytea       NOT NULL,
  state         text        NOT NULL,      -- PENDING, DELIVERED, FAILED
  attempts      integer     NOT NULL,
  created_at    timestamptz NOT NULL,
  tried_since   timestamptz NOT NULL,      -- the day of trying begins here; anew when it is asked for by hand
  due_at        timestamptz,               -- next attempt, or the end of the lease of one under way; null when it is over
  last_at       timestamptz,
  last_status   integer,                   -- HTTP status; null where none came
  last_millis   integer,
  last_error    text,
  settled_at    timestamptz,
  PRIMARY KEY (seller_id, webhook_id, delivery_id)
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 1000);
CREATE INDEX webhook_delivery_due ON webhook_delivery (seller_id, webhook_id, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX webhook_delivery_page ON webhook_delivery (seller_id, webhook_id, created_at DESC, delivery_id DESC);
CREATE INDEX webhook_delivery_settled ON webhook_delivery (settled_at) WHERE settled_at IS NOT NULL;
SELECT kit_protect('webhook_delivery');
