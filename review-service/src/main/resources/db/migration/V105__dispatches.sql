-- MSG-15: replies, invitations and appeals as they were asked to be delivered, and what connectors answered.
CREATE TABLE review_dispatch (
    seller_id    text        NOT NULL,
    dispatch_id  text        NOT NULL,
    review_id    text        NOT NULL,
    what         text        NOT NULL,
    channel      text        NOT NULL,
    marketplace  text        NOT NULL,
    order_id     text,
    buyer_id     text        NOT NULL,
    text         text,                 -- null when it was erased (MSG-18): it is not tried again
    pack         text        NOT NULL,
    state        text        NOT NULL, -- ACCEPTED, DELIVERED, REFUSED, FAILED
    attempts     integer     NOT NULL,
    asked_at     timestamptz NOT NULL, -- the newest attempt
    settled_at   timestamptz,
    retry_at     timestamptz,          -- due: of the next attempt
    PRIMARY KEY (seller_id, dispatch_id)
);
CREATE INDEX review_dispatch_of_buyer ON review_dispatch (seller_id, buyer_id);
CREATE INDEX review_dispatch_retry ON review_dispatch (retry_at) WHERE retry_at IS NOT NULL;
SELECT kit_protect('review_dispatch');
