-- MSG-17: what agents, rules and receipts did to a conversation, by the version it made: for who is refused for having seen an older one.
CREATE TABLE conversation_act (
  seller_id       text COLLATE "C" NOT NULL,
  conversation_id text COLLATE "C" NOT NULL,
  version         bigint           NOT NULL,
  what            text             NOT NULL,
  by_agent        text,
  -- Into whose hands.
  to_agent        text,
  at              timestamptz      NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (seller_id, conversation_id, version)
);
SELECT kit_protect('conversation_act');
