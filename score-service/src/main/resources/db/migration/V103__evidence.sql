-- SCO-04: the events that lowered a metric, each with the hour it counts in. Only those: what went well leaves no row. Months as in
-- day_counters, by the anchor of what they lowered.
CREATE TABLE evidence (
  seller_id text        NOT NULL,
  kind      smallint    NOT NULL, -- number of dev.rapport.score.engine.Evidence.Kind
  at        timestamptz NOT NULL, -- the anchor
  ref       text        NOT NULL, -- the turn, message, review, dispute, need …
  subject   text,                 -- the conversation or order it belongs to
  due_at    timestamptz,
  done_at   timestamptz,
  detail    text,                 -- words of the event contract, separated by commas
  PRIMARY KEY (seller_id, kind, at, ref)
) PARTITION BY RANGE (at);
SELECT kit_protect('evidence');

-- Makes the months that hold these instants, unless they are there; see day_counters_make_months.
CREATE FUNCTION evidence_make_months(days date[]) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
DECLARE
  month date;
  made  text;
BEGIN
  FOR month IN SELECT DISTINCT date_trunc('month', day)::date FROM unnest(days) day ORDER BY 1 LOOP
    made := to_char(month, '"evidence_"YYYY_MM');
    CONTINUE WHEN to_regclass(made) IS NOT NULL;
    LOCK TABLE evidence IN SHARE UPDATE EXCLUSIVE MODE;
    CONTINUE WHEN to_regclass(made) IS NOT NULL;
    EXECUTE format('CREATE TABLE %I (LIKE evidence INCLUDING STORAGE)', made);
    EXECUTE format('ALTER TABLE evidence ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', made,
      month::timestamptz, (month + interval '1 month')::timestamptz);
  END LOOP;
END $$;
REVOKE EXECUTE ON FUNCTION evidence_make_months(date[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION evidence_make_months(date[]) TO rapport_worker;

-- Retention: drops the months of one of the two tables that end before a day, and says how many. Whoever reads the table just then is
-- not made to wait: the drop is given up and comes again with the next round.
CREATE FUNCTION score_drop_months(of_table text, before date) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET lock_timeout = '1s' AS $$
DECLARE
  month   text;
  dropped integer := 0;
BEGIN
  IF of_table NOT IN ('day_counters', 'evidence') THEN
    RAISE EXCEPTION 'not a table of months';
  END IF;
  FOR month IN
    SELECT child.relname FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid
     WHERE inhparent = of_table::regclass AND child.relname ~ (of_table || '_[0-9]{4}_[0-9]{2}$')
       AND to_date(right(child.relname, 7), 'YYYY_MM') + interval '1 month' <= before
     ORDER BY 1 LOOP
    EXECUTE format('DROP TABLE %I', month);
    dropped := dropped + 1;
  END LOOP;
  RETURN dropped;
END $$;
REVOKE EXECUTE ON FUNCTION score_drop_months(text, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION score_drop_months(text, date) TO rapport_worker;
