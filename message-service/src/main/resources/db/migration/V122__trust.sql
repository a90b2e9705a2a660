-- MSG-13: agents' runs of messages that are little trusted, and for whom a supervisor was called.
ALTER TABLE conversation ADD COLUMN low_trust jsonb;

-- MSG-13: how many messages and reviews of buyers were heard in an hour, and in how many of them words signal coldness.
CREATE TABLE buyer_tone (
  seller_id text COLLATE "C" NOT NULL,
  source    text             NOT NULL CHECK (source IN ('MESSAGE', 'REVIEW')),
  hour      timestamptz      NOT NULL,
  heard     bigint           NOT NULL,
  cold      bigint           NOT NULL,
  PRIMARY KEY (seller_id, source, hour)
);
SELECT kit_protect('buyer_tone');

-- A review that is told twice is heard once.
CREATE TABLE review_heard (
  seller_id text COLLATE "C" NOT NULL,
  review_id text COLLATE "C" NOT NULL,
  PRIMARY KEY (seller_id, review_id)
);
SELECT kit_protect('review_heard');

CREATE TABLE tone_watch (
  seller_id text COLLATE "C" NOT NULL,
  source    text             NOT NULL CHECK (source IN ('MESSAGE', 'REVIEW')),
  -- When the alert was raised that stands; null when none does.
  raised_at timestamptz,
  -- When its share is next looked at; null when nothing cold was heard of late.
  look_at   timestamptz,
  PRIMARY KEY (seller_id, source)
);
CREATE INDEX tone_watch_look ON tone_watch (look_at) WHERE look_at IS NOT NULL;
SELECT kit_protect('tone_watch');
