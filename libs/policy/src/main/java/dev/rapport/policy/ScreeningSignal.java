package dev.rapport.policy;

/**
 * MSG-10: what words of a screening table signal. Some are enough for a finding, others only where they meet.
 *
 * <p>Languages without a word of their own for something use the international one, kept under {@code en}.
 */
public enum ScreeningSignal implements TextSignal {
    /** A messenger's name that means nothing else. */
    MESSENGER,
    /** A messenger's name that means other things too: counts with an id, or after {@link #CONTACT}. */
    MESSENGER_AMBIGUOUS,
    /** "id", "number", "account" after a messenger's name. */
    HANDLE_LABEL,
    /** Asks to be contacted elsewhere: "add me on". */
    CONTACT,
    /** The seller declines: "we cannot". What follows in the same clause is no offer. */
    REFUSAL,
    /** A phrase of paying past the marketplace. */
    PAYMENT,
    /** A payment service: counts with {@link #PAY}, unless {@link #ON_PLATFORM}. */
    PAYMENT_SERVICE,
    /** Says that the marketplace is paid: "at checkout". */
    ON_PLATFORM,
    /** "pay", "send the money". */
    PAY,
    /** A request for a favourable review, whole. */
    REVIEW_REQUEST,
    /** "five stars", "positive feedback": counts with {@link #ASK}. */
    FAVOURABLE,
    /** "please", "leave us", "could you". */
    ASK,
    /** "review", "rating". */
    REVIEW,
    /** "delete", "revise": counts before {@link #REVIEW}, or after {@link #BAD_REVIEW}. */
    CHANGE,
    /** "negative feedback". */
    BAD_REVIEW,
    /** "coupon", "cashback": counts with {@link #FAVOURABLE}. */
    REWARD,
    /** "if you are satisfied": counts with {@link #REVIEW}. */
    IF_CONTENT,
    /** Takes the favour as given: "thank you for your". */
    GIVEN,
    /** What names a number that is no phone number: "order", "tracking number". */
    NUMBER_LABEL,
    /** What names a phone number: "call", "tel". */
    PHONE_LABEL,
    /** The sign of an e-mail address in words or brackets. */
    AT,
    /** The dot of a host in words or brackets. */
    DOT,
    /** A mail provider's host without its dot. */
    MAIL_PROVIDER,
    /** "website", "visit": makes a doubtful host a link. */
    SITE,
    /** Top-level domains that are words too, so that a forgotten space after a full stop looks like a host. */
    WORDLIKE_DOMAIN,
    /** Digits in words. */
    ZERO,
    ONE,
    TWO,
    THREE,
    FOUR,
    FIVE,
    SIX,
    SEVEN,
    EIGHT,
    NINE,
    /** Written in capitals by everybody. */
    ACRONYM
}
