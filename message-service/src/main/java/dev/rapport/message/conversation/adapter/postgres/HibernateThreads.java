package dev.rapport.message.conversation.adapter.postgres;

import dev.rapport.events.SellerEvent.SellerChanged;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.kit.tenancy.SellerScoped;
import dev.rapport.message.conversation.application.MessageThread;
import dev.rapport.message.conversation.application.PersonalDataBook;
import dev.rapport.message.conversation.application.Threads;
import dev.rapport.message.conversation.model.Conversation;
import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.price.PriceBook;
import dev.rapport.message.price.model.Prices;
import dev.rapport.text.privacy.DataRequest;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** {@link Threads}: messages by Hibernate, which adds the tenant to every query; row-level security stands behind it. */
@Singleton
class HibernateThreads implements Threads {

    private final EntityManager entities;
    private final SellerProfiles profiles;
    private final PriceBook prices;
    private final PersonalDataBook personalData;
    private final DataSource rest;

    HibernateThreads(
            EntityManager entities,
            SellerProfiles profiles,
            PriceBook prices,
            PersonalDataBook personalData,
            DataSource rest) {
        this.entities = entities;
        this.profiles = profiles;
        this.prices = prices;
        this.personalData = personalData;
        this.rest = rest;
    }

    @Override
    @SellerScoped
    public @Nullable MessageThread read(ConversationKey key) {
        // One connection for a JTA transaction: what is read here is seen under the same tenant as what Hibernate
        // reads.
        try (Connection tx = rest.getConnection()) {
            Conversation conversation = PostgresConversations.find(tx, key);
            return conversation == null
                    ? null
                    : thread(
                            key,
                            conversation,
                            profiles.get(tx, key.sellerId()),
                            prices.of(tx, List.of(key.sellerId())).get(key.sellerId()),
                            personalData.requests(tx, List.of(key)).getOrDefault(key, Set.of()));
        } catch (SQLException e) {
            throw new IllegalStateException("the conversation could not be read", e);
        }
    }

    private MessageThread thread(
            ConversationKey key,
            Conversation conversation,
            SellerChanged profile,
            @Nullable Prices known,
            Set<DataRequest> requests) {
        List<MessageEntity> newest = entities.createNamedQuery(MessageEntity.NEWEST_FIRST, MessageEntity.class)
                .setParameter(1, key.conversationId())
                .setMaxResults(MOST_MESSAGES + 1)
                .getResultList();
        boolean earlier = newest.size() > MOST_MESSAGES;
        var entries = newest.stream()
                .limit(MOST_MESSAGES)
                .map(MessageEntity::entry)
                .toList()
                .reversed();
        return new MessageThread(conversation, entries, earlier, profile, known, requests);
    }
}
