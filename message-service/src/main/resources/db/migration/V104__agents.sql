-- MSG-17: the agents of a seller, and when each was last given a conversation.
CREATE TABLE agent (
  seller_id     text COLLATE "C" NOT NULL,
  agent_id      text COLLATE "C" NOT NULL,
  capacity      integer          NOT NULL CHECK (capacity BETWEEN 0 AND 1000),
  languages     text[]           NOT NULL,
  categories    text[]           NOT NULL,
  zone          text             NOT NULL,
  shifts        jsonb,
  active        boolean          NOT NULL,
  version       bigint           NOT NULL,
  last_given_at timestamptz,
  PRIMARY KEY (seller_id, agent_id)
);
SELECT kit_protect('agent');

-- Who has what in hand.
CREATE INDEX conversation_assignee ON conversation (seller_id, assignee, status) WHERE assignee IS NOT NULL;
