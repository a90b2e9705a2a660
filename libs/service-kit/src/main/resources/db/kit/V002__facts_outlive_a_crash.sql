-- A fact may be published as soon as it is seen, so its transaction must be on disk before it is seen: on a server with
-- synchronous_commit = off a crash would take back what was published already, and hand its transaction id to another fact,
-- which consumers would then take for a repeat. So whoever writes to the outbox commits synchronously, whatever the server is set to.
CREATE OR REPLACE FUNCTION outbox_wake_relay() RETURNS trigger
  LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('synchronous_commit') = 'off' THEN
    PERFORM set_config('synchronous_commit', 'local', true);
  END IF;
  IF (SELECT last_value FROM outbox_relay_state) = 1 THEN
    PERFORM pg_notify('rapport_outbox', '');
  END IF;
  RETURN NULL;
END $$;
