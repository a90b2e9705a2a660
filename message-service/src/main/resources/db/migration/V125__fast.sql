-- MSG-14: conversations that follow FAST, each with its steps and when the next is due.
CREATE TABLE fast_case (
  seller_id       text COLLATE "C" NOT NULL,
  case_id         text COLLATE "C" NOT NULL,
  conversation_id text COLLATE "C" NOT NULL,
  reason          text             NOT NULL CHECK (reason IN ('DISPUTE', 'COMPLAINT', 'AGENT')),
  dispute_id      text COLLATE "C",
  opened_at       timestamptz      NOT NULL,
  agreed_at       timestamptz,
  -- Whether a step is left to do.
  is_open         boolean          NOT NULL,
  steps           jsonb            NOT NULL,
  -- When a step that is not done is due and has not been told of; null when none is.
  next_mark_at    timestamptz,
  PRIMARY KEY (seller_id, case_id)
);
CREATE UNIQUE INDEX fast_case_open ON fast_case (seller_id, conversation_id) WHERE is_open;
CREATE INDEX fast_case_conversation ON fast_case (seller_id, conversation_id, opened_at DESC);
CREATE INDEX fast_case_dispute ON fast_case (seller_id, dispute_id) WHERE is_open AND dispute_id IS NOT NULL;
CREATE INDEX fast_case_mark ON fast_case (next_mark_at) WHERE next_mark_at IS NOT NULL;
SELECT kit_protect('fast_case');

-- The conversation of a disputed order.
CREATE INDEX conversation_order ON conversation (seller_id, order_id, last_message_at DESC) WHERE order_id IS NOT NULL;
