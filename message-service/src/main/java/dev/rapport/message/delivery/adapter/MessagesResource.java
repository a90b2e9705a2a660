package dev.rapport.message.delivery.adapter;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rapport.kit.http.Trace;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.Problem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.kit.tenancy.SellerTransactions;
import dev.rapport.message.MessageProblem;
import dev.rapport.message.conversation.application.ConversationPaths;
import dev.rapport.message.conversation.application.Masks;
import dev.rapport.message.conversation.application.PersonalDataBook;
import dev.rapport.message.conversation.model.ConversationKey;
import dev.rapport.message.conversation.model.Delivery;
import dev.rapport.message.conversation.model.MessageKey;
import dev.rapport.message.delivery.application.TryAgain;
import dev.rapport.message.rest.Posts;
import dev.rapport.message.sql.Rows;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** One message and the log of attempts to deliver it (MSG-15). */
@Singleton
@Path("/api/v1/sellers/{sellerId}/conversations/{conversationId}/messages/{messageId}")
@Produces(MediaType.APPLICATION_JSON)
final class MessagesResource {

    private static final String MESSAGE = """
            SELECT author, is_care, text, scene, sent_at, agent_id, turn_id, trust, flags, dispatch_id, delivery_state, attempts,
                   delivery_due_at, external_message_id
              FROM message WHERE seller_id = ? AND conversation_id = ? AND message_id = ?
            """;

    private static final String ATTEMPTS = """
            SELECT attempt, requested_at, dispatched_at, code, external_message_id, detail, read_at, reported_at, received_at
              FROM delivery_attempt WHERE seller_id = ? AND conversation_id = ? AND message_id = ?
             ORDER BY attempt
            """;

    private final SellerTransactions transactions;
    private final TryAgain tryAgain;
    private final PersonalDataBook personalData;
    private final SellerProfiles profiles;
    private final Masks masks;
    private final Posts posts;
    private final RoutingContext request;
    private final Clock clock;

    MessagesResource(
            SellerTransactions transactions,
            TryAgain tryAgain,
            PersonalDataBook personalData,
            SellerProfiles profiles,
            Masks masks,
            Posts posts,
            RoutingContext request,
            Clock clock) {
        this.transactions = transactions;
        this.tryAgain = tryAgain;
        this.personalData = personalData;
        this.profiles = profiles;
        this.masks = masks;
        this.posts = posts;
        this.request = request;
        this.clock = clock;
    }

    /** One message; {@code delivery} is null when it was not sent through us. */
    record MessageView(
            String messageId,
            String conversationId,
            String sellerId,
            String author,
            boolean care,
            String text,
            @Nullable String scene,
            Instant sentAt,
            @Nullable String agentId,
            @Nullable String turnId,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Integer trust,

            List<String> flags,
            @Nullable DeliveryView delivery) {

        MessageView with(String masked) {
            return new MessageView(
                    messageId,
                    conversationId,
                    sellerId,
                    author,
                    care,
                    masked,
                    scene,
                    sentAt,
                    agentId,
                    turnId,
                    trust,
                    flags,
                    delivery);
        }
    }

    /** @param nextAttemptAt when a failed one is tried again by itself; null when it is not */
    record DeliveryView(
            String dispatchId,
            String state,
            int attempts,
            @Nullable String externalMessageId,
            @Nullable Instant nextAttemptAt) {}

    /** One attempt; {@code code}, {@code reportedAt} and what follows from them are null before the receipt. */
    record AttemptView(
            int attempt,
            @Nullable Instant requestedAt,
            @Nullable Instant dispatchedAt,
            @Nullable Integer code,
            @Nullable String outcome,
            @Nullable String externalMessageId,
            @Nullable String detail,
            @Nullable Instant readAt,
            @Nullable Instant reportedAt,
            @Nullable Instant receivedAt) {}

    /** The log, first attempt first. */
    record Attempts(List<AttemptView> items, @Nullable String next) {}

    @GET
    public MessageView message(
            @PathParam("sellerId") String sellerId,
            @PathParam("conversationId") String conversationId,
            @PathParam("messageId") String messageId) {
        MessageKey key = key(sellerId, conversationId, messageId);
        return transactions
                .read(sellerId, tx -> Optional.ofNullable(masked(tx, key, find(tx, key))))
                .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND));
    }

    @GET
    @Path("/attempts")
    public Attempts attempts(
            @PathParam("sellerId") String sellerId,
            @PathParam("conversationId") String conversationId,
            @PathParam("messageId") String messageId) {
        MessageKey key = key(sellerId, conversationId, messageId);
        return transactions.read(sellerId, tx -> {
            if (find(tx, key) == null) {
                throw new ProblemException(CommonProblem.NOT_FOUND);
            }
            try (PreparedStatement query = bound(tx, ATTEMPTS, key)) {
                return new Attempts(Rows.all(query, MessagesResource::attempt), null);
            }
        });
    }

    @POST
    @Path("/attempts")
    @APIResponseSchema(value = DeliveryView.class, responseCode = "201")
    public Response again(
            @PathParam("sellerId") String sellerId,
            @PathParam("conversationId") String conversationId,
            @PathParam("messageId") String messageId,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
        MessageKey key = key(sellerId, conversationId, messageId);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        String trace = Trace.of(request).traceparent();
        return posts.once(sellerId, idempotencyKey, "", tx -> answer(tryAgain.again(tx, key, now, trace), now));
    }

    private Posts.Result answer(TryAgain.Result result, Instant now) {
        return switch (result) {
            case TryAgain.Result.Asked asked -> {
                Delivery delivery = asked.delivery();
                String self = request.request().path();
                yield new Posts.Result.Created(
                        self,
                        new DeliveryView(
                                delivery.dispatchId(), lower(delivery.state()), delivery.attempts(), null, null));
            }
            case TryAgain.Result.NoSuchMessage _ -> throw new ProblemException(CommonProblem.NOT_FOUND);
            case TryAgain.Result.BuyerErased _ ->
                throw new ProblemException(MessageProblem.BUYER_ERASED, "Its words are gone.");
            case TryAgain.Result.NotNow not ->
                throw new ProblemException(Problem.of(
                                MessageProblem.NOT_TO_BE_TRIED_AGAIN,
                                "Only what failed or is unknown is tried again; this one is "
                                        + lower(not.delivery().state()) + ".")
                        .with("state", lower(not.delivery().state())));
            case TryAgain.Result.Frozen frozen ->
                throw new ProblemException(
                        Problem.of(MessageProblem.SENDING_FROZEN, "Nothing can be sent before " + frozen.until() + ".")
                                .with("thawsAt", frozen.until())
                                .retryAfter(Duration.between(now, frozen.until())));
        };
    }

    /** MSG-18: where a buyer has asked about their data, what identifies a person is masked. */
    private @Nullable MessageView masked(Connection tx, MessageKey key, @Nullable MessageView view)
            throws SQLException {
        if (view == null
                || personalData.requests(tx, List.of(key.conversation())).isEmpty()) {
            return view;
        }
        var mask = masks.of(profiles.get(tx, key.conversation().sellerId()));
        return view.with(mask.apply(view.text));
    }

    private static @Nullable MessageView find(Connection tx, MessageKey key) throws SQLException {
        try (PreparedStatement query = bound(tx, MESSAGE, key)) {
            return Rows.first(query, row -> view(key, row));
        }
    }

    private static PreparedStatement bound(Connection tx, String sql, MessageKey key) throws SQLException {
        PreparedStatement query = tx.prepareStatement(sql);
        query.setString(1, key.conversation().sellerId());
        query.setString(2, key.conversation().conversationId());
        query.setString(3, key.messageId());
        return query;
    }

    private static MessageView view(MessageKey key, ResultSet row) throws SQLException {
        String dispatchId = row.getString("dispatch_id");
        String state = row.getString("delivery_state");
        boolean failed = Delivery.State.FAILED.name().equals(state);
        return new MessageView(
                key.messageId(),
                key.conversation().conversationId(),
                key.conversation().sellerId(),
                row.getString("author").toLowerCase(Locale.ROOT),
                row.getBoolean("is_care"),
                row.getString("text"),
                row.getString("scene"),
                Rows.time(row, "sent_at"),
                row.getString("agent_id"),
                row.getString("turn_id"),
                row.getObject("trust", Integer.class),
                Rows.texts(row, "flags"),
                dispatchId == null
                        ? null
                        : new DeliveryView(
                                dispatchId,
                                state.toLowerCase(Locale.ROOT),
                                row.getInt("attempts"),
                                row.getString("external_message_id"),
                                failed ? Rows.timeOrNull(row, "delivery_due_at") : null));
    }

    private static AttemptView attempt(ResultSet row) throws SQLException {
        Integer code = row.getObject("code", Integer.class);
        return new AttemptView(
                row.getInt("attempt"),
                Rows.timeOrNull(row, "requested_at"),
                Rows.timeOrNull(row, "dispatched_at"),
                code,
                code == null ? null : outcome(code),
                row.getString("external_message_id"),
                row.getString("detail"),
                Rows.timeOrNull(row, "read_at"),
                Rows.timeOrNull(row, "reported_at"),
                Rows.timeOrNull(row, "received_at"));
    }

    private static String outcome(int code) {
        return switch (code) {
            case 200 -> "delivered";
            case 403 -> "refused";
            default -> "failed";
        };
    }

    private static MessageKey key(String sellerId, String conversationId, String messageId) {
        ConversationKey conversation = ConversationPaths.key(sellerId, conversationId);
        return new MessageKey(conversation, messageId);
    }

    private static String lower(Delivery.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
