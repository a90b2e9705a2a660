-- REV-06, REV-08, REV-09: what happened around a review, as it was told on rapport.inbound. Every row has a natural key, so a repeat
-- changes nothing, and no row waits for another: reports come in any order.
CREATE TABLE buyer_order (
    seller_id  text        NOT NULL,
    order_id   text        NOT NULL,
    buyer_id   text        NOT NULL,
    country    text,
    currency   text        NOT NULL,
    value      numeric     NOT NULL,
    categories text[]      NOT NULL,
    placed_at  timestamptz NOT NULL,
    PRIMARY KEY (seller_id, order_id)
);
CREATE INDEX buyer_order_of_buyer ON buyer_order (seller_id, buyer_id, placed_at);
CREATE INDEX buyer_order_placed ON buyer_order (seller_id, placed_at);
SELECT kit_protect('buyer_order');

CREATE TABLE order_event (
    seller_id text        NOT NULL,
    order_id  text        NOT NULL,
    what      text        NOT NULL, -- the event's type
    at        timestamptz NOT NULL,
    detail    jsonb       NOT NULL,
    PRIMARY KEY (seller_id, order_id, what, at)
);
SELECT kit_protect('order_event');

CREATE TABLE order_dispute (
    seller_id  text NOT NULL,
    dispute_id text NOT NULL,
    order_id   text,
    product_id text,
    country    text,
    reason     text,
    opened_at  timestamptz,
    closed_at  timestamptz,
    outcome    text,
    PRIMARY KEY (seller_id, dispute_id)
);
CREATE INDEX order_dispute_of_order ON order_dispute (seller_id, order_id);
CREATE INDEX order_dispute_opened ON order_dispute (seller_id, opened_at);
SELECT kit_protect('order_dispute');

-- The thread of an order: its conversation's messages from either side.
CREATE TABLE thread_message (
    seller_id       text        NOT NULL,
    message_id      text        NOT NULL,
    conversation_id text        NOT NULL,
    order_id        text,
    buyer_id        text        NOT NULL,
    author          text        NOT NULL, -- buyer, seller
    text            text        NOT NULL,
    at              timestamptz NOT NULL,
    PRIMARY KEY (seller_id, message_id)
);
CREATE INDEX thread_message_of_order ON thread_message (seller_id, order_id) WHERE order_id IS NOT NULL;
CREATE INDEX thread_message_thread ON thread_message (seller_id, conversation_id, at);
CREATE INDEX thread_message_of_buyer ON thread_message (seller_id, buyer_id);
SELECT kit_protect('thread_message');

CREATE TABLE delivery_receipt (
    seller_id   text        NOT NULL,
    dispatch_id text        NOT NULL,
    attempt     integer     NOT NULL,
    code        integer     NOT NULL,
    detail      text,
    reported_at timestamptz NOT NULL,
    PRIMARY KEY (seller_id, dispatch_id, attempt)
);
SELECT kit_protect('delivery_receipt');

CREATE INDEX review_of_buyer ON review (seller_id, buyer_id, posted_at);
CREATE INDEX review_of_product ON review (seller_id, product_id, posted_at);

-- REV-06: approved appeals hide their review.
ALTER TABLE review ADD COLUMN hidden_at timestamptz;

CREATE TABLE appeal (
    seller_id   text        NOT NULL,
    appeal_id   text        NOT NULL, -- also its dispatch's id
    review_id   text        NOT NULL,
    statement   text        NOT NULL,
    agent_id    text        NOT NULL,
    appealed_at timestamptz NOT NULL,
    evidence    jsonb       NOT NULL, -- the pack as it was when the appeal was made
    decided_at  timestamptz,
    approved    boolean,
    PRIMARY KEY (seller_id, appeal_id)
);
CREATE UNIQUE INDEX appeal_standing ON appeal (seller_id, review_id) WHERE approved IS NOT FALSE;
CREATE INDEX appeal_newest ON appeal (seller_id, appealed_at, appeal_id);
SELECT kit_protect('appeal');

-- REV-08: what was given, once per review.
CREATE TABLE compensation (
    seller_id       text        NOT NULL,
    compensation_id text        NOT NULL,
    review_id       text        NOT NULL,
    buyer_id        text        NOT NULL,
    remedies        jsonb       NOT NULL,
    cost_currency   text        NOT NULL,
    cost_value      numeric     NOT NULL,
    agent_id        text        NOT NULL,
    accepted_at     timestamptz NOT NULL,
    PRIMARY KEY (seller_id, compensation_id)
);
CREATE UNIQUE INDEX compensation_of_review ON compensation (seller_id, review_id);
CREATE INDEX compensation_accepted ON compensation (seller_id, accepted_at);
SELECT kit_protect('compensation');

-- REV-07, REV-08: one row per seller that is watched; due when it is to be looked at.
CREATE TABLE cluster_watch (
    seller_id text PRIMARY KEY,
    look_at   timestamptz
);
CREATE INDEX cluster_watch_due ON cluster_watch (look_at) WHERE look_at IS NOT NULL;
SELECT kit_protect('cluster_watch');

-- What is raised and not resolved.
CREATE TABLE open_cluster (
    seller_id text        NOT NULL,
    rule      text        NOT NULL,
    subject   text        NOT NULL,
    alert_id  text        NOT NULL,
    severity  text        NOT NULL,
    value     double precision,
    threshold double precision,
    raised_at timestamptz NOT NULL,
    PRIMARY KEY (seller_id, rule, subject)
);
SELECT kit_protect('open_cluster');
