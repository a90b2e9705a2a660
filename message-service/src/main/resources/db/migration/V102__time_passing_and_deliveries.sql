-- What is watched about a turn while it lasts (MSG-04, MSG-06, MSG-12), who has it in hand (MSG-17), and when something is next due.
ALTER TABLE conversation
  ADD COLUMN turn_reopenings     integer NOT NULL DEFAULT 0,
  ADD COLUMN turn_read_at        timestamptz,
  ADD COLUMN turn_house_due_at   timestamptz,
  ADD COLUMN turn_told           integer NOT NULL DEFAULT 0,
  ADD COLUMN turn_auto_message   text,
  ADD COLUMN turn_auto_flagged   boolean NOT NULL DEFAULT false,
  ADD COLUMN triage              text CHECK (triage IN ('HIGH_HIGH', 'HIGH_LOW', 'LOW_HIGH', 'LOW_LOW')),
  ADD COLUMN triage_reasons      text,
  ADD COLUMN triage_by           text,
  -- MSG-15: later turns that the next answer answers too; hardly ever any.
  ADD COLUMN also_owed           jsonb,
  ADD COLUMN assignee            text,
  -- Null when nothing is due about it.
  ADD COLUMN next_mark_at        timestamptz;
-- Due rows: claimed over all sellers by their time.
CREATE INDEX conversation_mark ON conversation (next_mark_at) WHERE next_mark_at IS NOT NULL;

-- MSG-15: trying again and giving up; the turns a refusal takes back. MSG-12, MSG-13: what was made of a message.
ALTER TABLE message
  ADD COLUMN delivery_due_at timestamptz,
  ADD COLUMN delivery_ended  boolean NOT NULL DEFAULT false,
  ADD COLUMN turns_before    jsonb,
  ADD COLUMN trust           smallint CHECK (trust BETWEEN 0 AND 100),
  ADD COLUMN flags           text[],
  DROP CONSTRAINT message_delivery_state_check,
  ADD CONSTRAINT message_delivery_state_check
    CHECK (delivery_state IN ('ACCEPTED', 'DISPATCHED', 'DELIVERED', 'REFUSED', 'FAILED', 'UNKNOWN'));
CREATE INDEX message_delivery_due ON message (delivery_due_at) WHERE delivery_due_at IS NOT NULL;

-- MSG-15: the log of attempts.
CREATE TABLE delivery_attempt (
  seller_id           text COLLATE "C" NOT NULL,
  conversation_id     text COLLATE "C" NOT NULL,
  message_id          text COLLATE "C" NOT NULL,
  attempt             integer          NOT NULL CHECK (attempt >= 0),
  requested_at        timestamptz,
  dispatched_at       timestamptz,
  code                integer,
  external_message_id text,
  detail              text,
  read_at             timestamptz,
  reported_at         timestamptz,
  received_at         timestamptz,
  PRIMARY KEY (seller_id, conversation_id, message_id, attempt)
) WITH (fillfactor = 70);
-- How a channel has done lately.
CREATE INDEX delivery_attempt_received ON delivery_attempt (seller_id, received_at) WHERE received_at IS NOT NULL;
SELECT kit_protect('delivery_attempt');
