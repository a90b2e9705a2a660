-- Who is at a conversation just now. Losing it costs nothing: whoever is there says so again within seconds.
CREATE UNLOGGED TABLE presence (
  seller_id       text COLLATE "C" NOT NULL,
  conversation_id text COLLATE "C" NOT NULL,
  agent_id        text COLLATE "C" NOT NULL,
  doing           text             NOT NULL CHECK (doing IN ('READING', 'WRITING')),
  seen_at         timestamptz      NOT NULL,
  PRIMARY KEY (seller_id, conversation_id, agent_id)
);
SELECT kit_protect('presence');
