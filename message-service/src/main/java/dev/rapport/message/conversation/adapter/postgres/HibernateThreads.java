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
import jakarta.persistence.TypedQuery;
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
        List<MessageEntity> newest =
                before(key, null).setMaxResults(MOST_MESSAGES + 1).getResultList();
        var entries = newest.stream()
                .limit(MOST_MESSAGES)
                .map(MessageEntity::entry)
                .toList()
                .reversed();
        return new MessageThread(conversation, entries, next(newest, MOST_MESSAGES), profile, known, requests);
    }

    @Override
    @SellerScoped
    public MessageThread.@Nullable Older older(ConversationKey key, MessageThread.@Nullable Position before, int most) {
        try (Connection tx = rest.getConnection()) {
            if (PostgresConversations.find(tx, key) == null) {
                return null;
            }
            List<MessageEntity> found =
                    before(key, before).setMaxResults(most + 1).getResultList();
            return new MessageThread.Older(
                    found.stream().limit(most).map(MessageEntity::entry).toList(),
                    next(found, most),
                    profiles.get(tx, key.sellerId()),
                    personalData.requests(tx, List.of(key)).getOrDefault(key, Set.of()));
        } catch (SQLException e) {
            throw new IllegalStateException("the messages could not be read", e);
        }
    }

    private TypedQuery<MessageEntity> before(ConversationKey key, MessageThread.@Nullable Position before) {
        if (before == null) {
            return entities.createQuery(MessageEntity.NEWEST_FIRST, MessageEntity.class)
                    .setParameter(1, key.conversationId());
        }
        return entities.createQuery(MessageEntity.OLDER, MessageEntity.class)
                .setParameter(1, key.conversationId())
                .setParameter(2, before.sentAt())
                .setParameter(3, before.storedAt())
                .setParameter(4, before.messageId());
    }

    /** Where the next page begins, if one row more was found than the page has. */
    private static MessageThread.@Nullable Position next(List<MessageEntity> found, int most) {
        return found.size() > most ? found.get(most - 1).position() : null;
    }
}
