-- What is added to a thread and never changes. Not columns of table message: its rows change with every receipt, and each change would
-- write all their words again.
CREATE TABLE message_log (
  seller_id       text COLLATE "C" NOT NULL,
  conversation_id text COLLATE "C" NOT NULL,
  message_id      text COLLATE "C" NOT NULL,
  -- MSG-17: the version of the conversation with this message in it.
  version         bigint           NOT NULL,
  -- Words to be found by; null when it has none. Every lexeme begins with the seller's mark, so that looking one up finds this seller's
  -- messages and reads no other's.
  words           tsvector
) WITH (autovacuum_vacuum_insert_scale_factor = 0.05);
CREATE INDEX message_log_words ON message_log USING gin (words);
CREATE INDEX message_log_version ON message_log (seller_id, conversation_id, version);
SELECT kit_protect('message_log');

-- Two sellers with one mark cost each other a look, no more: the seller is compared too.
CREATE FUNCTION search_mark(seller text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN left(md5(seller), 6);

-- The conversations of a seller in which a message says all of this. Full-text operators are not leakproof: under row-level security
-- the planner would not let them near the index. So this runs as its owner and sees to it that the seller is one of the caller's.
-- The seller is compared as an expression, or its rows would be read one by one instead of the words being looked up.
CREATE FUNCTION conversations_saying(seller text, query text) RETURNS SETOF text
  LANGUAGE sql STABLE SECURITY DEFINER ROWS 100 SET search_path = public, pg_temp
  BEGIN ATOMIC
    SELECT DISTINCT l.conversation_id
      FROM message_log l
     WHERE l.words @@ replace(query, '~', search_mark(seller))::tsquery
       AND l.seller_id || '' = seller
       AND (kit_every_seller() OR seller = ANY (kit_sellers()));
  END;
