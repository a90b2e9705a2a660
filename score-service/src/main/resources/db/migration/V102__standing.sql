-- Standing (SCO-03), and what lets scores be told when only time has passed.

ALTER TABLE counted_seller
  -- Batches that changed an hour more than a week old: what was worked out of old closes is worked out anew.
  ADD COLUMN late_batches bigint      NOT NULL DEFAULT 0,
  -- When this seller's score is to be looked at next; a batch sets it to its own time, the telling to when time alone may change it.
  ADD COLUMN look_at      timestamptz NOT NULL DEFAULT '-infinity',
  -- Responses of the last hour, packed by dev.rapport.score.engine.RecentResponses (MSG-05); null when there are none.
  ADD COLUMN responses    bytea;
CREATE INDEX counted_seller_look_at ON counted_seller (look_at);

-- Where the standing rules stood after the closes of a day long final, so that telling a score need not read years. A copy: with other
-- rules, another zone or a late fact it is worked out anew.
CREATE TABLE standing_checkpoint (
  seller_id    text    PRIMARY KEY,
  rules        text    NOT NULL, -- fingerprint of pack, zone and fulfilment
  late_batches bigint  NOT NULL, -- of counted_seller when it was made
  through_day  integer NOT NULL, -- the last local day whose close is in it
  state        text    NOT NULL  -- JSON of dev.rapport.score.standing.model.StandingState
) WITH (fillfactor = 70);
SELECT kit_protect('standing_checkpoint');

-- MSG-11: freezes as message-service tells them, and thaws.
CREATE TABLE sending_freeze (
  seller_id    text        NOT NULL,
  frozen_from  timestamptz NOT NULL,
  frozen_until timestamptz NOT NULL,
  PRIMARY KEY (seller_id, frozen_from)
);
SELECT kit_protect('sending_freeze');

CREATE TABLE sending_thaw (
  seller_id text        NOT NULL,
  thawed_at timestamptz NOT NULL,
  PRIMARY KEY (seller_id, thawed_at)
);
SELECT kit_protect('sending_thaw');
