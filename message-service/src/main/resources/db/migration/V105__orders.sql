-- What the marketplace told of orders and disputes: this service's own copy (MSG-06, MSG-14, MSG-16, MSG-22).

-- One row per thing that happened to an order, in whatever order they are told.
CREATE TABLE order_event (
  seller_id text COLLATE "C" NOT NULL,
  order_id  text COLLATE "C" NOT NULL,
  what      text             NOT NULL,
  at        timestamptz      NOT NULL,
  -- Of PLACED only.
  buyer_id  text,
  detail    jsonb            NOT NULL,
  PRIMARY KEY (seller_id, order_id, what)
);
-- How often a buyer has ordered.
CREATE INDEX order_event_buyer ON order_event (seller_id, buyer_id) WHERE buyer_id IS NOT NULL;
SELECT kit_protect('order_event');

-- A closing may be told before the opening, and does not name the order.
CREATE TABLE dispute (
  seller_id  text COLLATE "C" NOT NULL,
  dispute_id text COLLATE "C" NOT NULL,
  order_id   text COLLATE "C",
  reason     text,
  opened_at  timestamptz,
  respond_by timestamptz,
  closed_at  timestamptz,
  outcome    text,
  PRIMARY KEY (seller_id, dispute_id)
);
CREATE INDEX dispute_order ON dispute (seller_id, order_id) WHERE order_id IS NOT NULL;
SELECT kit_protect('dispute');
