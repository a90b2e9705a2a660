/** What the live streams tell, by name. */
export const NAMES = [
  'buyer-message.received', 'seller-message.observed', 'message.sent', 'message.flagged',
  'turn.opened', 'turn.responded', 'turn.answered', 'turn.reopened', 'turn.overdue', 'conversation.escalated',
  'delivery.reported', 'delivery.settled', 'promise.made', 'promise.broken', 'policy.violated', 'violation.cleared',
  'sending.frozen', 'sending.thawed', 'buyer.erased', 'review.received', 'review.replied', 'review.overdue',
  'review.stage-completed', 'review.reclassified', 'review.invited', 'review.revised', 'review.appealed',
  'review.appeal-decided', 'review.hidden', 'care.needed', 'care.sent', 'care.suppressed', 'score.changed',
  'alert.raised', 'alert.resolved',
] as const;
