-- MSG-18: whose data was erased, and who asked for theirs.
CREATE TABLE erased_buyer (
  seller_id text COLLATE "C" NOT NULL,
  buyer_id  text COLLATE "C" NOT NULL,
  -- What was written up to then stays blank, however often it comes again.
  erased_at timestamptz      NOT NULL,
  PRIMARY KEY (seller_id, buyer_id)
);
SELECT kit_protect('erased_buyer');

CREATE TABLE data_request (
  seller_id       text COLLATE "C" NOT NULL,
  conversation_id text COLLATE "C" NOT NULL,
  message_id      text COLLATE "C" NOT NULL,
  request         text             NOT NULL CHECK (request IN ('ERASURE', 'ACCESS')),
  asked_at        timestamptz      NOT NULL,
  PRIMARY KEY (seller_id, conversation_id, message_id, request)
);
SELECT kit_protect('data_request');

-- Null: not erased, or begun after it.
ALTER TABLE conversation ADD COLUMN erased_at timestamptz;
-- All threads of a buyer: to export, to erase, to look for earlier cases (MSG-22).
CREATE INDEX conversation_buyer ON conversation (seller_id, buyer_id);
