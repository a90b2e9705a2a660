-- MSG-09: rules that answer by themselves.
CREATE TABLE auto_reply_rule (
  seller_id text COLLATE "C" NOT NULL,
  rule_id   text COLLATE "C" NOT NULL,
  trigger   text             NOT NULL
    CHECK (trigger IN ('OUT_OF_STOCK', 'LOGISTICS_UPDATE', 'KEYWORD', 'WELCOME', 'OUTSIDE_HOURS')),
  scenes    text[]           NOT NULL,
  keywords  text[]           NOT NULL,
  -- By language.
  texts     jsonb            NOT NULL,
  active    boolean          NOT NULL,
  version   bigint           NOT NULL,
  PRIMARY KEY (seller_id, rule_id)
);
SELECT kit_protect('auto_reply_rule');

-- Turns that a rule may answer, decided as soon as everything published is applied.
CREATE TABLE auto_reply_due (
  seller_id       text COLLATE "C" NOT NULL,
  conversation_id text COLLATE "C" NOT NULL,
  message_id      text COLLATE "C" NOT NULL,
  due_at          timestamptz      NOT NULL,
  PRIMARY KEY (seller_id, conversation_id)
);
CREATE INDEX auto_reply_due_at ON auto_reply_due (due_at);
SELECT kit_protect('auto_reply_due');

-- Which rule answered a message, or why none did.
CREATE TABLE auto_reply_decision (
  seller_id       text COLLATE "C" NOT NULL,
  decision_id     text COLLATE "C" NOT NULL,
  conversation_id text COLLATE "C" NOT NULL,
  message_id      text COLLATE "C" NOT NULL,
  decided_at      timestamptz      NOT NULL,
  rule_id         text,
  reply_id        text,
  outcome         text             NOT NULL,
  considered      jsonb            NOT NULL,
  PRIMARY KEY (seller_id, decision_id)
);
CREATE INDEX auto_reply_decision_recent ON auto_reply_decision (seller_id, decided_at DESC, decision_id DESC);
SELECT kit_protect('auto_reply_decision');

-- What is on hand, as the marketplace told last.
CREATE TABLE stock (
  seller_id  text COLLATE "C" NOT NULL,
  product_id text COLLATE "C" NOT NULL,
  available  bigint           NOT NULL,
  changed_at timestamptz      NOT NULL,
  PRIMARY KEY (seller_id, product_id)
);
SELECT kit_protect('stock');
