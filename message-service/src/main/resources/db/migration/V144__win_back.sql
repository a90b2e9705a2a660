-- MSG-19: a seller's question that the buyer has not written after. It is listed once its time has come and everything published by
-- then is applied.
CREATE TABLE win_back (
  seller_id       text COLLATE "C" NOT NULL,
  conversation_id text COLLATE "C" NOT NULL,
  asked_at        timestamptz      NOT NULL,
  -- Null once it is listed.
  due_at          timestamptz,
  PRIMARY KEY (seller_id, conversation_id)
);
CREATE INDEX win_back_due ON win_back (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX win_back_listed ON win_back (seller_id, asked_at DESC, conversation_id DESC) WHERE due_at IS NULL;
SELECT kit_protect('win_back');
