-- MSG-12: to whom a seller message went and what it says as texts are compared, so that repeats are counted by index.
ALTER TABLE message
  ADD COLUMN buyer_id text,
  ADD COLUMN text_key uuid,
  -- Whether later messages to other buyers are compared with it: only where the pack knows OVER_TEMPLATED.
  ADD COLUMN compared boolean NOT NULL DEFAULT false;
CREATE INDEX message_same ON message (seller_id, buyer_id, text_key, sent_at) WHERE text_key IS NOT NULL;
CREATE INDEX message_compared ON message (seller_id, sent_at DESC) WHERE compared;
