-- MSG-15: how a seller's channel does; while it is degraded, replies wait.
CREATE TABLE channel_state (
  seller_id      text COLLATE "C" PRIMARY KEY,
  -- Null while it does well.
  degraded_since timestamptz,
  -- When to look at it again; null when there is nothing to look at.
  look_at        timestamptz
);
CREATE INDEX channel_state_look ON channel_state (look_at) WHERE look_at IS NOT NULL;
SELECT kit_protect('channel_state');

-- What waits for it.
CREATE INDEX message_waiting ON message (seller_id, sent_at) WHERE delivery_state = 'ACCEPTED' AND attempts = 0;

-- The notice a seller has ready for an outage, by language.
CREATE TABLE outage_notice (
  seller_id text COLLATE "C" PRIMARY KEY,
  texts     jsonb       NOT NULL,
  version   bigint      NOT NULL,
  saved_at  timestamptz NOT NULL,
  saved_by  text        NOT NULL
);
SELECT kit_protect('outage_notice');
