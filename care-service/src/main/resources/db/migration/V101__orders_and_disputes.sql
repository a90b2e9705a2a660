-- What the marketplace told of an order. Every part may be missing: reports come in any order and are joined by natural
-- key. A row is a function of the set of reports, never of their order.
CREATE TABLE orders (
    seller_id          text NOT NULL,
    order_id           text NOT NULL,
    buyer_id           text,
    buyer_country      text,
    items              jsonb,
    amount_currency    text,
    amount_value       numeric,
    placed_at          timestamptz,
    ship_by            timestamptz,
    ship_to_country    text,
    ship_to_region     text,
    ship_to_po_box     boolean,
    shipped_at         timestamptz,
    carrier            text,
    tracking_number    text,
    moved_at           timestamptz,
    parcel_status      text,
    parcel_country     text,
    delivered_at       timestamptz,
    signed_by          text,
    pickup_point       text,
    cancelled_at       timestamptz,
    address_changed_at timestamptz,
    refunds            jsonb NOT NULL,
    reviewed_at        timestamptz,
    PRIMARY KEY (seller_id, order_id)
);
SELECT kit_protect('orders');

CREATE TABLE disputes (
    seller_id  text NOT NULL,
    dispute_id text NOT NULL,
    order_id   text,
    product_id text,
    country    text,
    reason     text,
    opened_at  timestamptz,
    respond_by timestamptz,
    closed_at  timestamptz,
    outcome    text,
    PRIMARY KEY (seller_id, dispute_id)
);
CREATE INDEX disputes_of_an_order ON disputes (seller_id, order_id);
SELECT kit_protect('disputes');

-- This service's own copy of rapport.scores: the newest per seller. CARE-04 reads it.
CREATE TABLE seller_scores (
    seller_id    text PRIMARY KEY,
    score        double precision,
    status       text NOT NULL,
    measures     text[] NOT NULL, -- names of the standing's measures in force (SCO-03)
    frozen_until timestamptz,
    as_of        timestamptz NOT NULL
);
SELECT kit_protect('seller_scores');
