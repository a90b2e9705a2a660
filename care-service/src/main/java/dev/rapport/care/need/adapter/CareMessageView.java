package dev.rapport.care.need.adapter;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rapport.care.need.model.CareMessage;
import dev.rapport.care.need.model.CareMessage.Course;
import dev.rapport.care.need.model.Need;
import dev.rapport.events.Money;
import dev.rapport.events.SuppressionReason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A care message as clients see it.
 *
 * @param trigger the rule's, or {@code MANUAL}
 * @param reason CARE-05: the first that held; {@code QUIET_HOURS} while it is deferred
 * @param detail more about it
 * @param sendAt when it is to be sent or tried again; null when nothing is to be done
 * @param text as sent; null before, and after erasure (MSG-18)
 * @param cost CARE-06; null where it cost nothing
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record CareMessageView(
        String careMessageId,
        String needId,
        String sellerId,
        @Nullable String ruleId,
        @Nullable String agentId,
        String trigger,
        String orderId,
        String buyerId,
        String channel,
        CareMessage.Status status,
        @Nullable String reason,
        @Nullable String detail,
        Instant neededAt,
        @Nullable Instant sendAt,
        @Nullable Instant sentAt,
        @Nullable Instant settledAt,
        @Nullable Instant readAt,
        int attempts,
        @Nullable String text,
        @Nullable Amount cost,
        String pack) {

    static final String QUIET_HOURS = "QUIET_HOURS";

    record Amount(String currency, String value) {
        static @Nullable Amount of(@Nullable Money money) {
            return money == null
                    ? null
                    : new Amount(money.currency(), money.value().toPlainString());
        }
    }

    static CareMessageView of(CareMessage message) {
        Need need = message.need();
        Course course = message.course();
        return new CareMessageView(
                need.careMessageId(),
                need.needId(),
                need.sellerId(),
                need.ruleId(),
                need.agentId(),
                need.triggerName(),
                need.orderId(),
                need.buyerId(),
                need.channel().name(),
                course.status(),
                reason(course),
                course.detail(),
                need.neededAt(),
                course.sendAt(),
                course.sentAt(),
                course.settledAt(),
                course.readAt(),
                course.attempts(),
                course.text(),
                Amount.of(course.cost()),
                need.pack());
    }

    private static @Nullable String reason(Course course) {
        SuppressionReason reason = course.reason();
        if (reason != null) {
            return reason.name();
        }
        return course.status() == CareMessage.Status.DEFERRED ? QUIET_HOURS : null;
    }
}
