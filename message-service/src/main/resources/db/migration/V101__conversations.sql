-- Conversations with their present turn, and their messages (rulebook, sections 0 and 1).

-- One row per thread. The present turn is part of it: whatever decides about a turn needs the conversation, and the other way round.
CREATE TABLE conversation (
  seller_id                  text COLLATE "C"        NOT NULL,
  conversation_id            text COLLATE "C"        NOT NULL,
  kind                       text        NOT NULL CHECK (kind IN ('PRE_SALE', 'ORDER_NOTE', 'AFTER_SALE')),
  buyer_id                   text        NOT NULL,
  buyer_name                 text,
  buyer_country              text,
  buyer_language             text,
  order_id                   text,
  product_id                 text,
  status                     text        NOT NULL CHECK (status IN ('UNREAD', 'PENDING', 'REPLIED', 'HANDLED')),
  is_read                    boolean     NOT NULL,
  turn_id                    text,
  turn_scene                 text,
  turn_opened_at             timestamptz,
  turn_first_response_due_at timestamptz,
  turn_answer_due_at         timestamptz,
  turn_unanswered_at         timestamptz,
  turn_responded_at          timestamptz,
  turn_responded_by          text        CHECK (turn_responded_by IN ('HUMAN', 'AUTO')),
  turn_follow_up_due_at      timestamptz,
  turn_answered_at           timestamptz,
  turn_handled               boolean     NOT NULL,
  last_buyer_at              timestamptz,
  last_seller_at             timestamptz,
  last_message_at            timestamptz NOT NULL,
  -- What the queue by due time sorts by: infinity when nobody waits, so that it can be a key.
  binding_due_at             timestamptz NOT NULL,
  version                    bigint      NOT NULL,
  PRIMARY KEY (seller_id, conversation_id),
  -- A turn has an opening, is responded before it is answered, and is answered by a human.
  CHECK ((turn_id IS NULL) = (turn_opened_at IS NULL)),
  CHECK (turn_answered_at IS NULL OR turn_responded_at IS NOT NULL),
  CHECK ((status IN ('UNREAD', 'PENDING')) = (turn_id IS NOT NULL AND turn_answered_at IS NULL))
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05);

-- The two orders of the inbox; filters are applied on the way.
CREATE INDEX conversation_recent ON conversation (seller_id, last_message_at DESC, conversation_id DESC);
CREATE INDEX conversation_due ON conversation (seller_id, binding_due_at, conversation_id);
SELECT kit_protect('conversation');

CREATE TABLE message (
  seller_id           text COLLATE "C"        NOT NULL,
  conversation_id     text COLLATE "C"        NOT NULL,
  message_id          text COLLATE "C"        NOT NULL,
  author              text        NOT NULL CHECK (author IN ('BUYER', 'HUMAN', 'AUTO')),
  -- The echo of a care message: neither opens, responds to nor answers a turn.
  is_care             boolean     NOT NULL,
  text                text        NOT NULL,
  scene               text,
  sent_at             timestamptz NOT NULL,
  agent_id            text,
  -- Breaks ties: what came first of two messages of one instant.
  stored_at           timestamptz NOT NULL DEFAULT clock_timestamp(),
  turn_id             text,
  -- From here on only for messages sent through Rapport.
  dispatch_id         text,
  delivery_state      text        CHECK (delivery_state IN ('ACCEPTED', 'DISPATCHED', 'DELIVERED', 'REFUSED', 'FAILED')),
  attempts            integer,
  external_message_id text,
  echo_message_id     text,
  PRIMARY KEY (seller_id, conversation_id, message_id),
  CHECK ((dispatch_id IS NULL) = (delivery_state IS NULL)),
  CHECK ((dispatch_id IS NULL) = (attempts IS NULL))
) WITH (autovacuum_vacuum_insert_scale_factor = 0.05);

-- A thread is read as a whole by its key; ours are looked up by dispatch, and by conversation for their echo.
CREATE UNIQUE INDEX message_dispatch ON message (seller_id, dispatch_id) WHERE dispatch_id IS NOT NULL;
CREATE INDEX message_ours ON message (seller_id, conversation_id, sent_at) WHERE dispatch_id IS NOT NULL;
SELECT kit_protect('message');

-- MSG-02: dispatches of care messages, so that their echo is not taken for an answer.
CREATE TABLE care_dispatch (
  seller_id   text COLLATE "C" NOT NULL,
  dispatch_id text COLLATE "C" NOT NULL,
  PRIMARY KEY (seller_id, dispatch_id)
);
SELECT kit_protect('care_dispatch');
