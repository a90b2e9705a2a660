package dev.rapport.policy;

import dev.rapport.events.Money;
import dev.rapport.policy.binding.Checks;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;

/**
 * Section 3 of the rulebook.
 *
 * @param triggers CARE-01: how long after its cause each need arises
 * @param value CARE-02: triggers from most to least valuable, for who keeps a scarce slot
 * @param cap CARE-02: messages per buyer …
 * @param capWithin CARE-02: … in any time this long
 * @param quietFrom CARE-05: the buyer's quiet hours begin …
 * @param quietTo CARE-05: … and end (across midnight when earlier than the begin)
 * @param zones CARE-05: which zones a buyer's country has
 * @param expireAfter CARE-05: an older need is not sent
 * @param smsCost CARE-06: of each short message actually sent
 * @param eligibility CARE-04
 * @param effect CARE-07
 */
public record Care(
        Map<CareTrigger, Duration> triggers,
        List<CareTrigger> value,
        int cap,
        Duration capWithin,
        LocalTime quietFrom,
        LocalTime quietTo,
        ZoneTable zones,
        Duration expireAfter,
        Money smsCost,
        Eligibility eligibility,
        Effect effect) {

    /**
     * CARE-04: who may automate.
     *
     * @param automated whether the marketplace allows automated unasked messages at all
     * @param verifiedEnterpriseOnly only enterprise sellers with a verified payment account
     * @param minScore automated care and invitations need at least this score; no score yet does not block
     * @param adviseFromOrders a new store is advised to wait for so many orders …
     * @param adviseFromScore … and this score
     */
    public record Eligibility(
            boolean automated,
            boolean verifiedEnterpriseOnly,
            double minScore,
            int adviseFromOrders,
            double adviseFromScore) {
        public Eligibility {
            new Checks()
                    .between("minScore", minScore, 0, 100)
                    .notNegative("adviseFromOrders", adviseFromOrders)
                    .between("adviseFromScore", adviseFromScore, 0, 100)
                    .verify();
        }
    }

    /**
     * CARE-07: the market's figures, shown beside the seller's own.
     *
     * @param disputes change of disputes among reached orders, −0.2 is a fifth fewer
     * @param stalledDisputes the same for notices about a stalled parcel
     * @param confidence of the interval around the seller's own figure
     */
    public record Effect(double disputes, double stalledDisputes, double confidence) {
        public Effect {
            new Checks()
                    .between("disputes", disputes, -1, 1)
                    .between("stalledDisputes", stalledDisputes, -1, 1)
                    .that("confidence", confidence > 0 && confidence < 1, "must be above 0 and below 1")
                    .verify();
        }
    }

    public Care {
        Checks checks = new Checks()
                .complete("triggers", triggers, CareTrigger.class)
                .that("triggers", triggers.values().stream().noneMatch(Duration::isNegative), "must not be negative")
                .unique("value", value)
                .positive("cap", cap)
                .positive("capWithin", capWithin)
                .that("quietFrom", !quietFrom.equals(quietTo), "must differ from quietTo")
                .positive("expireAfter", expireAfter);
        for (CareTrigger trigger : CareTrigger.values()) {
            checks.that("value", value.contains(trigger), "lacks " + trigger);
        }
        checks.verify();
    }

    /** CARE-02: a lower rank is the more valuable. */
    public int rank(CareTrigger trigger) {
        return value.indexOf(trigger);
    }
}
