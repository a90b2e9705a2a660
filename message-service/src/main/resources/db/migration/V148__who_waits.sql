-- Who waits, by either order, with what the inbox narrows by: few of many, looked through without their rows.
DROP INDEX conversation_waiting_recent;
CREATE INDEX conversation_waiting_recent ON conversation (seller_id, last_message_at DESC, conversation_id DESC)
  INCLUDE (status, turn_unanswered_at, binding_due_at, kind, turn_scene, assignee) WHERE status IN ('UNREAD', 'PENDING');
CREATE INDEX conversation_waiting_due ON conversation (seller_id, binding_due_at, conversation_id)
  INCLUDE (status, turn_unanswered_at, kind, turn_scene, assignee) WHERE status IN ('UNREAD', 'PENDING');
