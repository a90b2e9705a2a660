package dev.rapport.score.engine;

import java.util.List;

/**
 * What is counted per seller and UTC hour (SCO-01).
 *
 * <p>The {@linkplain #id() number} is what the packed hour holds. It is stable for ever: a counter that is given up leaves
 * its number behind and no other counter takes it. Numbers stay under {@value Distribution#KEYS}; above it live the buckets
 * of the distributions.
 */
public enum Counter {
    TURNS_OPENED(1, "turns_opened"),
    TURNS_OPENED_PRE_SALE(2, "turns_opened.pre_sale"),
    TURNS_OPENED_ORDER_NOTE(3, "turns_opened.order_note"),
    TURNS_OPENED_AFTER_SALE(4, "turns_opened.after_sale"),
    TURNS_RESPONDED_24H(5, "turns_responded_24h"),
    TURNS_RESPONDED_24H_PRE_SALE(6, "turns_responded_24h.pre_sale"),
    TURNS_RESPONDED_24H_ORDER_NOTE(7, "turns_responded_24h.order_note"),
    TURNS_RESPONDED_24H_AFTER_SALE(8, "turns_responded_24h.after_sale"),
    /** Turns whose first response falls due within 24 h of opening; one due later, over a weekend say, is left out. */
    TURNS_TIMED(9, "turns_timed"),
    TURNS_ON_TIME(10, "turns_on_time"),
    /**
     * Timed turns responded to too late. Told to nobody: a forecast must know which turns can no longer be saved (SCO-05),
     * and no other counter tells it.
     */
    TURNS_LATE(11, "turns_late"),
    TURNS_ANSWERED_24H(12, "turns_answered_24h"),
    FIRST_RESPONSE_COUNT(13, "first_response_count"),
    FIRST_RESPONSE_SECONDS(14, "first_response_seconds"),
    ANSWER_COUNT(15, "answer_count"),
    ANSWER_SECONDS(16, "answer_seconds"),
    FOLLOWUPS_DUE(17, "followups_due"),
    FOLLOWUPS_MET(18, "followups_met"),
    MESSAGES_SENT(19, "messages_sent"),
    MESSAGES_FLAGGED(20, "messages_flagged"),
    MESSAGES_FLAGGED_REPEATED(21, "messages_flagged.repeated"),
    MESSAGES_FLAGGED_EMPTY(22, "messages_flagged.empty"),
    MESSAGES_FLAGGED_OVER_TEMPLATED(23, "messages_flagged.over_templated"),
    MESSAGES_FLAGGED_UNATTENDED_AUTO_REPLY(24, "messages_flagged.unattended_auto_reply"),
    VIOLATIONS(25, "violations"),
    DELIVERIES(26, "deliveries"),
    DELIVERIES_FAILED(27, "deliveries_failed"),
    REVIEWS_POSTED(28, "reviews_posted"),
    REVIEWS_POSTED_LOGISTICS(29, "reviews_posted.logistics"),
    REVIEWS_POSTED_PRODUCT(30, "reviews_posted.product"),
    REVIEWS_POSTED_SERVICE(31, "reviews_posted.service"),
    REVIEWS_POSTED_MALICIOUS(32, "reviews_posted.malicious"),
    STARS_SUM(33, "stars_sum"),
    /** Reviews of at most three stars. */
    REVIEWS_NEGATIVE(34, "reviews_negative"),
    /** Negative reviews the three stages run for: all but malicious ones (REV-03). */
    REVIEWS_STAGED(35, "reviews_staged"),
    REVIEWS_REPLIED_48H(36, "reviews_replied_48h"),
    STAGE_MET_APOLOGY(37, "stage_met.apology"),
    STAGE_MET_EVIDENCE(38, "stage_met.evidence"),
    STAGE_MET_INVITATION(39, "stage_met.invitation"),
    REVIEWS_INVITED(40, "reviews_invited"),
    REVIEWS_IMPROVED(41, "reviews_improved"),
    ORDERS_PLACED(42, "orders_placed"),
    DISPUTES_OPENED(43, "disputes_opened"),
    CARE_NEEDED(44, "care_needed"),
    CARE_MET_24H(45, "care_met_24h"),
    /** Messages a person wrote. Told to nobody: it shows at which hours people answer (SCO-10). */
    MESSAGES_BY_HUMAN(46, "messages_by_human");

    private static final List<Counter> ALL = List.of(values());
    private static final Counter[] BY_ID = new Counter[ALL.size() + 1];

    static {
        for (Counter counter : ALL) {
            if (BY_ID[counter.id] != null) {
                throw new IllegalStateException("counter number " + counter.id + " is taken twice");
            }
            BY_ID[counter.id] = counter;
        }
    }

    private final int id;
    private final String wireName;

    Counter(int id, String wireName) {
        this.id = id;
        this.wireName = wireName;
    }

    /** All counters in the order of their numbers. */
    public static List<Counter> all() {
        return ALL;
    }

    /**
     * The counter of a wire name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Counter named(String wireName) {
        return ALL.stream()
                .filter(counter -> counter.wireName.equals(wireName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no counter is called " + wireName));
    }

    /** The number under which packed hours hold this counter. */
    public int id() {
        return id;
    }

    /** The name in answers; a split has a dotted suffix in lower case. */
    public String wireName() {
        return wireName;
    }

    /** Whether answers tell it at all. */
    public boolean told() {
        return this != TURNS_LATE && this != MESSAGES_BY_HUMAN;
    }

    /** Whether it is a part of another counter. */
    public boolean split() {
        return wireName.indexOf('.') >= 0;
    }
}
