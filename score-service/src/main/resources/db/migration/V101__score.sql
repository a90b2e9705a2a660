-- What score-service keeps: counters, what counts once, reviews whose counts can be taken back, profiles, published scores.
-- Hours and days are numbers, counted from 1970-01-01T00:00Z, both in UTC (SCO-01).

-------------------------------------------------------------------------------------------------------------------- counters

-- The hours of each seller's newest day: rewritten with every batch, so kept small and apart.
CREATE TABLE hour_counters (
  seller_id   text    NOT NULL,
  hour        integer NOT NULL,
  counters    bytea   NOT NULL, -- packed by dev.rapport.score.engine.Counters
  PRIMARY KEY (seller_id, hour)
) WITH (fillfactor = 50, toast_tuple_target = 8160, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_cost_delay = 0);
SELECT kit_protect('hour_counters');

-- All days before that, one row each: a window of 90 days is 90 rows that lie together, not 2160 scattered ones (ADR 0006).
-- A month is a partition and is dropped as one.
CREATE TABLE day_counters (
  seller_id   text    NOT NULL,
  day         integer NOT NULL,
  hours       bytea   NOT NULL, -- packed by dev.rapport.score.engine.DayCounters
  PRIMARY KEY (seller_id, day)
) PARTITION BY RANGE (day);
-- Packed already: compressing it again would cost more than it saves.
ALTER TABLE day_counters ALTER COLUMN hours SET STORAGE EXTERNAL;
SELECT kit_protect('day_counters');

-- Makes the months that hold these days, unless they are there. The worker may not make tables, so it runs as the owner.
-- Attaching lets reading and writing of the other months go on; whoever comes second waits for the first to commit.
CREATE FUNCTION day_counters_make_months(days integer[]) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  month date;
  made  text;
BEGIN
  FOR month IN SELECT DISTINCT date_trunc('month', date '1970-01-01' + day)::date FROM unnest(days) day ORDER BY 1 LOOP
    made := to_char(month, '"day_counters_"YYYY_MM');
    CONTINUE WHEN to_regclass(made) IS NOT NULL;
    LOCK TABLE day_counters IN SHARE UPDATE EXCLUSIVE MODE;
    CONTINUE WHEN to_regclass(made) IS NOT NULL;
    EXECUTE format('CREATE TABLE %I (LIKE day_counters INCLUDING STORAGE) WITH (fillfactor = 90, toast_tuple_target = 8160)', made);
    EXECUTE format('ALTER TABLE day_counters ATTACH PARTITION %I FOR VALUES FROM (%s) TO (%s)', made,
      month - date '1970-01-01', (month + interval '1 month')::date - date '1970-01-01');
  END LOOP;
END $$;
REVOKE EXECUTE ON FUNCTION day_counters_make_months(integer[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION day_counters_make_months(integer[]) TO rapport_worker;

-- What is known of the counting of each seller; a seller is here once a fact of it has come.
CREATE TABLE counted_seller (
  seller_id     text        PRIMARY KEY,
  changes       bigint      NOT NULL, -- batches so far
  open_day      integer,              -- the day whose hours are in hour_counters
  last_event_at timestamptz NOT NULL, -- of the newest event, by its own word
  appended_at   timestamptz NOT NULL, -- when the broker took the newest event
  counted_at    timestamptz NOT NULL  -- when that was counted
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_cost_delay = 0);
SELECT kit_protect('counted_seller');

-- Orders and disputes: each counts once, whatever the source, as long as there are counters.
CREATE TABLE counted_once (
  seller_id   text    NOT NULL,
  identity    uuid    NOT NULL, -- the fact's natural id (FactId of type, seller and id)
  hour        integer NOT NULL, -- where it counts
  PRIMARY KEY (seller_id, identity)
);
SELECT kit_protect('counted_once');

-- Reviews: what is known of each, so that it can be taken back exactly whatever the order in which facts come.
CREATE TABLE counted_review (
  seller_id       text     NOT NULL,
  review_id       text     NOT NULL,
  posted_hour     integer,            -- these three are null until the review itself has come
  stars           smallint,
  class           text,
  moved_logistics integer  NOT NULL,  -- what reclassifications add to each class
  moved_product   integer  NOT NULL,
  moved_service   integer  NOT NULL,
  moved_malicious integer  NOT NULL,
  hidden          boolean  NOT NULL,
  PRIMARY KEY (seller_id, review_id)
);
SELECT kit_protect('counted_review');

-------------------------------------------------------------------------------------------------------------------- profiles

-- The profile of every seller that an event or an admin has brought. Version 0 is the default profile, which nobody chose.
CREATE TABLE seller (
  seller_id    text        PRIMARY KEY,
  version      bigint      NOT NULL,
  marketplace  text        NOT NULL,
  pack         text        NOT NULL,
  zone         text        NOT NULL,
  account_type text        NOT NULL,
  verified     boolean     NOT NULL,
  fulfilment   text        NOT NULL,
  calendar     jsonb       NOT NULL,
  languages    text[]      NOT NULL,
  changed_at   timestamptz NOT NULL
);
SELECT kit_protect('seller');

---------------------------------------------------------------------------------------------------------------------- scores

-- The score last told to others, and what it was told of; what differs from counted_seller and seller is to be looked at.
CREATE TABLE published_score (
  seller_id       text        PRIMARY KEY,
  changes         bigint      NOT NULL,
  profile_version bigint,
  looked_at       timestamptz NOT NULL,
  as_of           timestamptz NOT NULL,
  score           numeric(5, 2),
  status          text        NOT NULL,
  told            text        NOT NULL  -- all of it but the instant: what is the same is not told again
) WITH (fillfactor = 50);
SELECT kit_protect('published_score');
