-- MSG-16: what was promised to buyers, until when, and what became of it.
CREATE TABLE promise (
  seller_id       text COLLATE "C" NOT NULL,
  promise_id      text COLLATE "C" NOT NULL,
  conversation_id text COLLATE "C" NOT NULL,
  -- The message that promises; null for one that an agent recorded beside any.
  message_id      text COLLATE "C",
  order_id        text COLLATE "C",
  deed            text             NOT NULL CHECK (deed IN ('SHIP', 'DELIVER', 'REFUND', 'REPLACE', 'REPLY', 'OTHER')),
  what            text             NOT NULL,
  made_by         text,
  made_at         timestamptz      NOT NULL,
  due_at          timestamptz      NOT NULL,
  read_at         timestamptz      NOT NULL,
  state           text             NOT NULL CHECK (state IN ('OPEN', 'KEPT', 'BROKEN', 'LAPSED')),
  settled_at      timestamptz,
  settled_by      text,
  -- The alert that was raised and not resolved: that it is nearly due, or that it is broken.
  alert           text CHECK (alert IN ('DUE', 'BROKEN')),
  -- When something is next to be told about it; null when nothing is.
  next_mark_at    timestamptz,
  PRIMARY KEY (seller_id, promise_id)
);
CREATE INDEX promise_conversation ON promise (seller_id, conversation_id, due_at);
CREATE INDEX promise_order ON promise (seller_id, order_id) WHERE state = 'OPEN' AND order_id IS NOT NULL;
CREATE INDEX promise_due ON promise (seller_id, due_at, promise_id);
CREATE INDEX promise_mark ON promise (next_mark_at) WHERE next_mark_at IS NOT NULL;
SELECT kit_protect('promise');
