-- Filters that agents keep. They belong to an agent, not to a seller: whoever asks says who it is (rapport.agent, transaction-local).
CREATE TABLE saved_filter (
  agent_id  text COLLATE "C" NOT NULL,
  filter_id text COLLATE "C" NOT NULL,
  name      text             NOT NULL,
  -- The parameters of the inbox by their names.
  filter    jsonb            NOT NULL,
  version   bigint           NOT NULL,
  PRIMARY KEY (agent_id, filter_id),
  UNIQUE (agent_id, name)
);
ALTER TABLE saved_filter ENABLE ROW LEVEL SECURITY;
ALTER TABLE saved_filter FORCE ROW LEVEL SECURITY;
CREATE POLICY of_this_agent ON saved_filter TO rapport_rest
  USING (agent_id = (SELECT current_setting('rapport.agent', true)))
  WITH CHECK (agent_id = (SELECT current_setting('rapport.agent', true)));
CREATE POLICY of_the_owner ON saved_filter TO CURRENT_USER USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON saved_filter TO rapport_rest;
