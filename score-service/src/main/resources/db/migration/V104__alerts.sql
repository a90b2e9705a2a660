-- SCO-09: the alerts of all services, as rapport.alerts tells them; who saw them, and when they were over.
CREATE TABLE alert (
  seller_id       text             NOT NULL,
  alert_id        text             NOT NULL,
  rule            text             NOT NULL,
  severity        text             NOT NULL,
  subject         text             NOT NULL,
  value           double precision,
  threshold       double precision,
  raised_at       timestamptz      NOT NULL,
  resolved_at     timestamptz,
  acknowledged_at timestamptz,
  acknowledged_by text,
  own             boolean          NOT NULL, -- raised here, so it is this service that resolves it
  version         bigint           NOT NULL, -- counts what happened to it
  PRIMARY KEY (seller_id, alert_id)
);
SELECT kit_protect('alert');
-- Newest first, and for a seller with years of them the open ones.
CREATE INDEX alert_newest ON alert (seller_id, raised_at, alert_id);
CREATE INDEX alert_open ON alert (seller_id, raised_at, alert_id) WHERE resolved_at IS NULL;
-- Raised once: of one rule and subject there is one open alert.
CREATE UNIQUE INDEX alert_own_open ON alert (seller_id, rule, subject) WHERE own AND resolved_at IS NULL;
