-- REV-01: what speaks for malice beside words: [{"kind": …, "count": …}].
ALTER TABLE review ADD COLUMN signals jsonb NOT NULL DEFAULT '[]';
-- As far as it is told of an order where it went.
ALTER TABLE buyer_order ADD COLUMN ship_country text;
ALTER TABLE buyer_order ADD COLUMN ship_region text;
ALTER TABLE buyer_order ADD COLUMN po_box boolean NOT NULL DEFAULT false;
CREATE INDEX buyer_order_of_po_box ON buyer_order (seller_id, ship_country, ship_region) WHERE po_box;

-- REV-03: due when a stage that is not done is to be told of; null when it need not be: done, told, or old when it was heard of.
ALTER TABLE review_stage ADD COLUMN alert_at timestamptz;
ALTER TABLE review_stage ADD COLUMN alerted boolean NOT NULL DEFAULT false;
UPDATE review_stage SET alert_at = due_at WHERE completed_at IS NULL AND due_at > now();
CREATE INDEX review_stage_alert ON review_stage (alert_at) WHERE alert_at IS NOT NULL;

-- REV-05: the template a reply was made from, by its name in message-service.
ALTER TABLE review_reply ADD COLUMN template_id text;
