-- A batch about an old month found its partition there, retention dropped it, and the batch's rows had no place to go. Whoever makes
-- sure of a month now holds the table's ordinary lock for writing until its transaction ends; a drop that meets it is given up after a
-- second and comes again.

CREATE OR REPLACE FUNCTION day_counters_make_months(days integer[]) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  month date;
  made  text;
BEGIN
  LOCK TABLE day_counters IN ROW EXCLUSIVE MODE;
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

CREATE OR REPLACE FUNCTION evidence_make_months(days date[]) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
DECLARE
  month date;
  made  text;
BEGIN
  LOCK TABLE evidence IN ROW EXCLUSIVE MODE;
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
