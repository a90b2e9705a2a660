-- MSG-11: one row per seller with a strike; whoever changes it holds the ledger's lock.
CREATE TABLE strike_ledger (
  seller_id    text COLLATE "C" PRIMARY KEY,
  unspent      integer     NOT NULL CHECK (unspent >= 0),
  frozen_from  timestamptz,
  frozen_until timestamptz,
  -- The strikes that the freeze has spent.
  spent        text[]      NOT NULL DEFAULT '{}',
  -- When the freeze is over and has to be told; null when nothing is.
  thaw_at      timestamptz,
  CHECK ((frozen_from IS NULL) = (frozen_until IS NULL))
);
CREATE INDEX strike_ledger_thaw ON strike_ledger (thaw_at) WHERE thaw_at IS NOT NULL;
SELECT kit_protect('strike_ledger');

-- Every violation there is: reported ones, refused attempts, those of the review and care services.
CREATE TABLE violation (
  seller_id       text COLLATE "C" NOT NULL,
  violation_id    text COLLATE "C" NOT NULL,
  source          text             NOT NULL CHECK (source IN ('REPORTED', 'ATTEMPT', 'REVIEW', 'CARE')),
  conversation_id text,
  rules           text[]           NOT NULL,
  agent_id        text,
  violated_at     timestamptz      NOT NULL,
  recorded_at     timestamptz      NOT NULL,
  -- NONE is logged and no strike; SPENT has been spent by a freeze; WITHDRAWN was taken back, perhaps before it was reported.
  strike          text             NOT NULL CHECK (strike IN ('NONE', 'UNSPENT', 'SPENT', 'WITHDRAWN')),
  PRIMARY KEY (seller_id, violation_id)
);
CREATE INDEX violation_recent ON violation (seller_id, violated_at DESC, violation_id DESC);
SELECT kit_protect('violation');
