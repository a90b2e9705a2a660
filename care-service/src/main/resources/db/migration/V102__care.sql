-- CARE-01: every movement, since a silence between two of them is only seen with both; since when an order is known; when it is to be
-- looked at for care, and up to when it was.
ALTER TABLE orders ADD COLUMN movements jsonb NOT NULL DEFAULT '[]';
ALTER TABLE orders ADD COLUMN known_since timestamptz NOT NULL DEFAULT '-infinity';
ALTER TABLE orders ADD COLUMN care_due_at timestamptz;
ALTER TABLE orders ADD COLUMN care_done_through timestamptz;
ALTER TABLE orders ALTER COLUMN known_since SET DEFAULT now();
UPDATE orders
   SET movements = jsonb_build_array(jsonb_strip_nulls(jsonb_build_object(
         'at', to_char(moved_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'status', parcel_status, 'country', parcel_country))),
       known_since = coalesce(placed_at, now())
 WHERE moved_at IS NOT NULL;
UPDATE orders SET known_since = coalesce(placed_at, now()) WHERE known_since = '-infinity';
-- Due rows, not scans: a million open parcels cost what is due.
CREATE INDEX orders_care_due ON orders (care_due_at) WHERE care_due_at IS NOT NULL;

-- CARE-01: a seller's rules.
CREATE TABLE care_rule (
    seller_id     text        NOT NULL,
    rule_id       text        NOT NULL,
    name          text        NOT NULL,
    trigger       text        NOT NULL,
    delay_seconds bigint,               -- null: the pack's
    audience      jsonb       NOT NULL,
    template      text        NOT NULL,
    channel       text        NOT NULL,
    quiet_from    time,                 -- null: the pack's
    quiet_to      time,
    is_on         boolean     NOT NULL,
    since         timestamptz NOT NULL, -- since when it looks as it does; what lapsed before is the past
    created_at    timestamptz NOT NULL,
    version       bigint      NOT NULL,
    rollout_at    timestamptz,          -- due: orders known before it are to be looked at …
    rollout_after text        NOT NULL DEFAULT '', -- … from behind this one on
    PRIMARY KEY (seller_id, rule_id)
);
CREATE INDEX care_rule_rollout ON care_rule (rollout_at) WHERE rollout_at IS NOT NULL;
SELECT kit_protect('care_rule');

-- CARE-02: one row per buyer who may be written to; whoever takes one of the buyer's slots holds its lock.
CREATE TABLE care_buyer (
    seller_id text NOT NULL,
    buyer_id  text NOT NULL,
    PRIMARY KEY (seller_id, buyer_id)
);
SELECT kit_protect('care_buyer');

-- A need and what became of it: one row per care message, wanted, sent or not.
CREATE TABLE care_message (
    seller_id       text        NOT NULL,
    need_id         text        NOT NULL,
    care_message_id text        NOT NULL, -- also the dispatch's id
    rule_id         text,                 -- null: manual
    agent_id        text,                 -- who wrote a manual one
    trigger         text        NOT NULL,
    order_id        text        NOT NULL,
    buyer_id        text        NOT NULL,
    channel         text        NOT NULL,
    cause_at        timestamptz NOT NULL, -- what it is about began then
    needed_at       timestamptz NOT NULL,
    status          text        NOT NULL,
    reason          text,                 -- CARE-05
    detail          text,
    send_at         timestamptz,          -- due: of the send, or of the next attempt
    sent_at         timestamptz,
    slot_held       boolean     NOT NULL, -- CARE-02: it is sent and was not refused
    settled_at      timestamptz,          -- when the connector's receipt came
    read_at         timestamptz,
    attempts        integer     NOT NULL,
    text            text,                 -- as sent; a manual one's from the start
    cost_currency   text,
    cost_value      numeric,
    pack            text        NOT NULL,
    PRIMARY KEY (seller_id, need_id)
);
CREATE UNIQUE INDEX care_message_dispatch ON care_message (seller_id, care_message_id);
CREATE INDEX care_message_newest ON care_message (seller_id, needed_at, need_id);
CREATE INDEX care_message_of_order ON care_message (seller_id, order_id);
CREATE INDEX care_message_open ON care_message (seller_id, buyer_id) WHERE status IN ('PLANNED', 'DEFERRED');
CREATE INDEX care_message_slots ON care_message (seller_id, buyer_id, sent_at) WHERE slot_held;
CREATE INDEX care_message_of_rule ON care_message (seller_id, rule_id);
CREATE INDEX care_message_due ON care_message (send_at) WHERE send_at IS NOT NULL;
SELECT kit_protect('care_message');

-- CARE-06: what was charged and what was taken back. Sums are exact: numeric, never rounded.
CREATE TABLE care_cost (
    seller_id       text        NOT NULL,
    care_message_id text        NOT NULL,
    entry           text        NOT NULL, -- CHARGE, REVERSAL
    rule_id         text,                 -- null: manual
    month           text        NOT NULL, -- 2026-11, of the send, in the seller's zone
    currency        text        NOT NULL,
    amount          numeric     NOT NULL,
    at              timestamptz NOT NULL,
    PRIMARY KEY (seller_id, care_message_id, entry)
);
CREATE INDEX care_cost_of_month ON care_cost (seller_id, month);
SELECT kit_protect('care_cost');
