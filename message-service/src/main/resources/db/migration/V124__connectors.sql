-- MSG-15: connectors that Rapport brings. One per seller; sellers without one have a connector of their own on rapport.outbound.
CREATE TABLE connector (
  seller_id text COLLATE "C" PRIMARY KEY,
  kind      text    NOT NULL CHECK (kind IN ('WEBHOOK', 'FILE')),
  url       text,
  secret    text,
  active    boolean NOT NULL,
  version   bigint  NOT NULL,
  CHECK ((kind = 'WEBHOOK') = (url IS NOT NULL AND secret IS NOT NULL))
);
SELECT kit_protect('connector');

-- What they are asked to deliver: a row per dispatch, however many attempts ask for it, so that nothing goes out twice.
CREATE TABLE connector_dispatch (
  seller_id   text COLLATE "C" NOT NULL,
  dispatch_id text COLLATE "C" NOT NULL,
  -- The newest attempt asked for.
  attempt     integer          NOT NULL,
  -- The request; null once it is over, for it holds a text.
  request     jsonb,
  tries       integer          NOT NULL,
  -- When to take it in hand; null when there is nothing to do.
  due_at      timestamptz,
  -- What was reported last; null before.
  code        integer,
  external_message_id text,
  detail      text,
  reported_at timestamptz,
  PRIMARY KEY (seller_id, dispatch_id)
);
CREATE INDEX connector_dispatch_due ON connector_dispatch (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX connector_dispatch_old ON connector_dispatch (reported_at) WHERE due_at IS NULL;
SELECT kit_protect('connector_dispatch');
