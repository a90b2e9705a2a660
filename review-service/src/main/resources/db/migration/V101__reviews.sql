-- A posted review as it stands: what the buyer posted, and beside it what revisions made of stars and text.
CREATE TABLE review (
    seller_id    text        NOT NULL,
    review_id    text        NOT NULL,
    order_id     text        NOT NULL,
    product_id   text        NOT NULL,
    buyer_id     text        NOT NULL,
    country      text,
    posted_stars smallint    NOT NULL,
    stars        smallint    NOT NULL, -- as it stands: filters and pages read this
    title        text,
    posted_text  text,
    guess        text        NOT NULL, -- REV-01
    evidence     jsonb       NOT NULL, -- [{"class": …, "language": …, "keyword": …}]
    posted_at    timestamptz NOT NULL,
    reply_due_at timestamptz NOT NULL, -- REV-02
    pack         text        NOT NULL,
    replied_at   timestamptz,          -- of the reply told as the first
    version      bigint      NOT NULL,
    PRIMARY KEY (seller_id, review_id)
);
CREATE INDEX review_newest ON review (seller_id, posted_at, review_id);
SELECT kit_protect('review');

-- Revisions and replies may come before their review and wait here for it: no foreign key.
CREATE TABLE review_revision (
    seller_id  text        NOT NULL,
    review_id  text        NOT NULL,
    revised_at timestamptz NOT NULL,
    stars      smallint    NOT NULL,
    text       text,
    PRIMARY KEY (seller_id, review_id, revised_at)
);
SELECT kit_protect('review_revision');

CREATE TABLE review_reply (
    seller_id   text        NOT NULL,
    review_id   text        NOT NULL,
    reply_id    text        NOT NULL,
    text        text        NOT NULL,
    replied_at  timestamptz NOT NULL,
    agent_id    text,                  -- null: observed from elsewhere
    dispatch_id text,
    PRIMARY KEY (seller_id, review_id, reply_id)
);
SELECT kit_protect('review_reply');
