package dev.rapport.message.conversation.application;

import dev.rapport.kit.due.DueHandler;
import dev.rapport.kit.due.DueRow;
import dev.rapport.message.conversation.model.ConversationKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** MSG-19: a buyer has been silent for long enough after a question. It is listed; nothing is sent and nothing is told. */
public final class SilenceWatch implements DueHandler {

    private final WinBacks winBacks;

    public SilenceWatch(WinBacks winBacks) {
        this.winBacks = winBacks;
    }

    @Override
    public void fire(Connection tx, List<DueRow> rows, Instant now) throws SQLException {
        winBacks.list(
                tx,
                rows.stream()
                        .map(row -> new ConversationKey(row.sellerId(), row.key(0)))
                        .toList());
    }
}
