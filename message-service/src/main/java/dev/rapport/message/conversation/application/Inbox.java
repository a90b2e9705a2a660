package dev.rapport.message.conversation.application;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Lists of conversations. */
public interface Inbox {

    /** One page; its cost is that of what it shows, not of what there is. */
    List<InboxQuery.Listed> page(Connection tx, InboxQuery query) throws SQLException;
}
