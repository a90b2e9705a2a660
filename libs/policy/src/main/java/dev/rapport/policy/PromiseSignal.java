package dev.rapport.policy;

/**
 * MSG-16, MSG-10: what words of a promises table signal. A deed counts as promised when it is committed to; forms that speak of
 * the future by themselves need no {@link #COMMIT}.
 */
public enum PromiseSignal implements TextSignal {
    SHIP,
    SHIP_FUTURE,
    DELIVER,
    DELIVER_FUTURE,
    REFUND,
    REFUND_FUTURE,
    REPLACE,
    REPLACE_FUTURE,
    REPLY,
    REPLY_FUTURE,
    /** "we will", "guaranteed". */
    COMMIT,
    /** "usually", "we cannot guarantee": what is said is no promise. */
    HEDGE,
    /** It has happened already. */
    PAST,
    /** Before a span of time: "within". */
    WITHIN,
    /** After a span of time: 内. */
    WITHIN_AFTER,
    HOUR,
    DAY,
    WORKING_DAY,
    WEEK,
    MONTH,
    TODAY,
    TOMORROW,
    DAY_AFTER_TOMORROW,
    THIS_WEEK,
    NEXT_WEEK,
    MONDAY,
    TUESDAY,
    WEDNESDAY,
    THURSDAY,
    FRIDAY,
    SATURDAY,
    SUNDAY,
    JANUARY,
    FEBRUARY,
    MARCH,
    APRIL,
    MAY,
    JUNE,
    JULY,
    AUGUST,
    SEPTEMBER,
    OCTOBER,
    NOVEMBER,
    DECEMBER,
    /** Numbers in words. */
    ONE,
    TWO,
    THREE,
    FOUR,
    FIVE,
    SIX,
    SEVEN,
    EIGHT,
    NINE,
    TEN
}
