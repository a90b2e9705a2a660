-- SCO-07 for the queue by risk: what one more miss of each metric costs a seller, as score-service told last.
CREATE TABLE price_of_miss (
  seller_id text COLLATE "C" PRIMARY KEY,
  answer    numeric(9, 6)    NOT NULL,
  on_time   numeric(9, 6)    NOT NULL,
  consult   numeric(9, 6)    NOT NULL,
  follow_up numeric(9, 6)    NOT NULL,
  as_of     timestamptz      NOT NULL
) WITH (fillfactor = 70);
SELECT kit_protect('price_of_miss');

-- Which of these a conversation can still cost, one bit each: 1 answer, 2 on time, 4 consultation, 8 follow-up. The points themselves
-- change with every fact; were they kept here, each change would write all waiting conversations of a seller.
ALTER TABLE conversation ADD COLUMN at_stake smallint NOT NULL DEFAULT 0;
UPDATE conversation
   SET at_stake = CASE WHEN turn_responded_at IS NOT NULL THEN 1 + CASE WHEN turn_follow_up_due_at IS NULL THEN 0 ELSE 8 END
                       ELSE 1 + CASE WHEN turn_first_response_due_at IS NULL THEN 0 ELSE 2 END
                              + CASE WHEN kind = 'PRE_SALE' THEN 4 ELSE 0 END END
 WHERE status IN ('UNREAD', 'PENDING');
CREATE INDEX conversation_risk ON conversation (seller_id, at_stake, binding_due_at, conversation_id);

-- Who waits, the newest first: few of many.
CREATE INDEX conversation_waiting_recent ON conversation (seller_id, last_message_at DESC, conversation_id DESC)
  WHERE status IN ('UNREAD', 'PENDING');
