-- Search finds conversations by their order and their buyer's name as well as by what is said. What was stored before is gone through
-- once more, a few conversations at a time, while the service runs; this is what is left to do.
CREATE TABLE words_to_come (
  seller_id       text COLLATE "C" NOT NULL,
  conversation_id text COLLATE "C" NOT NULL,
  PRIMARY KEY (seller_id, conversation_id)
);
INSERT INTO words_to_come SELECT c.seller_id, c.conversation_id FROM conversation c;
SELECT kit_protect('words_to_come');
