-- What operators see of rapport.dead-letters, of all services, and what they decided about each. Without the records: these stay in
-- Kafka, from where they are sent again.
CREATE TABLE dead_letter (
  letter_id        text COLLATE "C" NOT NULL PRIMARY KEY, -- service and place of the original: the same letter written twice is one
  seller_id        text COLLATE "C",     -- key of the original, where it is an id
  service          text COLLATE "C" NOT NULL,
  topic            text COLLATE "C" NOT NULL,
  origin_partition integer     NOT NULL,
  origin_offset    bigint      NOT NULL,
  reason           text COLLATE "C" NOT NULL,
  detail           text        NOT NULL,
  type             text,
  at               timestamptz NOT NULL,
  whole            boolean     NOT NULL, -- false: only its head was kept
  partition        integer     NOT NULL, -- of the dead letter itself
  position         bigint      NOT NULL,
  state            text        NOT NULL DEFAULT 'OPEN', -- REPLAYED, DISCARDED
  settled_at       timestamptz,
  settled_by       text
);
CREATE INDEX dead_letter_page ON dead_letter (at DESC, letter_id DESC);
CREATE INDEX dead_letter_place ON dead_letter (partition, position);
SELECT kit_protect('dead_letter');
