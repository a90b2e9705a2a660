package dev.rapport.message.understanding;

import dev.rapport.message.conversation.model.Conversation;
import dev.rapport.message.order.model.Happening;
import dev.rapport.message.order.model.OrderFile;
import dev.rapport.text.quality.CaseDetails;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** MSG-12, MSG-21: what a reply could name to show that it is about this case and no other. */
public final class ThisCase {

    private ThisCase() {}

    /**
     * Its details.
     *
     * @param conversation null where none began yet
     * @param order null where none is known
     */
    public static CaseDetails of(@Nullable Conversation conversation, @Nullable OrderFile order) {
        if (conversation == null) {
            return new CaseDetails(List.of());
        }
        var details = new ArrayList<String>();
        Optional.ofNullable(conversation.orderId()).ifPresent(details::add);
        Optional.ofNullable(conversation.productId()).ifPresent(details::add);
        Happening.Shipped shipped = order == null ? null : order.shipped();
        if (shipped != null && shipped.trackingNumber() != null) {
            details.add(shipped.trackingNumber());
        }
        Happening.Placed placed = order == null ? null : order.placed();
        if (placed != null) {
            placed.items().forEach(item -> details.add(item.productId()));
            details.add(placed.amount().value().toPlainString());
        }
        return CaseDetails.of(Optional.ofNullable(conversation.buyer().name()), details);
    }
}
