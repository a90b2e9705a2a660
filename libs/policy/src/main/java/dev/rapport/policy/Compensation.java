package dev.rapport.policy;

import dev.rapport.events.Money;
import dev.rapport.policy.binding.Checks;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * REV-08: what is proposed after a negative review or complaint.
 *
 * @param bands by order amount, ascending; the last has no upper bound
 * @param neverFor product categories it is never offered for
 * @param returnBelow a return on compensation under this many times its cost raises an alert
 */
public record Compensation(List<Band> bands, List<String> neverFor, double returnBelow) {

    /**
     * One row of the matrix.
     *
     * @param below orders under this amount; null for the rest
     * @param alternatives any one of them is offered, each all of its remedies together
     */
    public record Band(@Nullable Money below, List<List<Remedy>> alternatives) {
        public Band {
            new Checks()
                    .notEmpty("alternatives", alternatives)
                    .that("alternatives", alternatives.stream().noneMatch(List::isEmpty), "has an empty one")
                    .verify();
        }
    }

    /** What can be given. */
    public enum Kind {
        /** Of a fixed amount. */
        COUPON,
        /** The next order goes first. */
        PRIORITY_NEXT_ORDER,
        /** The goods again. */
        RESHIPMENT,
        /** A share of the order's amount. */
        PARTIAL_REFUND,
        /** Other goods. */
        EXCHANGE,
        /** Towards sending goods back or out, of a fixed amount. */
        FREIGHT_SUBSIDY,
        /** Longer than the usual one. */
        EXTENDED_WARRANTY
    }

    /**
     * One thing given.
     *
     * @param what it is
     * @param amount of a coupon or subsidy
     * @param share of a refund, of the order's amount
     */
    public record Remedy(
            Kind what, @Nullable Money amount, @Nullable Double share) {
        public Remedy {
            boolean wantsAmount = what == Kind.COUPON || what == Kind.FREIGHT_SUBSIDY;
            boolean wantsShare = what == Kind.PARTIAL_REFUND;
            new Checks()
                    .that("amount", wantsAmount == (amount != null), wantsAmount ? "is missing" : "has no meaning here")
                    .that("share", wantsShare == (share != null), wantsShare ? "is missing" : "has no meaning here")
                    .rate("share", share)
                    .verify();
        }
    }

    public Compensation {
        new Checks()
                .notEmpty("bands", bands)
                .that("bands", ascend(bands), "must ascend by below in one currency, only the last without it")
                .positive("returnBelow", returnBelow)
                .verify();
    }

    private static boolean ascend(List<Band> bands) {
        for (int i = 0; i < bands.size(); i++) {
            Money below = bands.get(i).below();
            if ((below == null) != (i == bands.size() - 1)) {
                return false;
            }
            Money before = i == 0 ? null : bands.get(i - 1).below();
            if (below != null
                    && before != null
                    && !(before.currency().equals(below.currency())
                            && before.value().compareTo(below.value()) < 0)) {
                return false;
            }
        }
        return true;
    }
}
