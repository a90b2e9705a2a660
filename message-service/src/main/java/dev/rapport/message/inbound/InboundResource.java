package dev.rapport.message.inbound;

import dev.rapport.events.EventCodec;
import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.Problem;
import dev.rapport.kit.problem.ProblemException;
import dev.rapport.message.MessageProblem;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/v1/sellers/{sellerId}/inbound}: events by REST instead of Kafka. */
@Singleton
@Path("/api/v1/sellers/{sellerId}/inbound")
@Produces(MediaType.APPLICATION_JSON)
final class InboundResource {

    /** Events of one request. */
    static final int MOST_EVENTS = 500;

    private final InboundProducer producer;
    private final EventCodec codec = new EventCodec();

    InboundResource(InboundProducer producer) {
        this.producer = producer;
    }

    /** The answer: one item for each event, in the order of the request. */
    record Answer(List<Item> items) {}

    /**
     * What became of one event.
     *
     * @param id its id; null where none could be read
     * @param code why it was rejected; null when it was accepted
     * @param detail the same for a person; null when it was accepted
     */
    record Item(
            @Nullable String id,
            Status status,
            @Nullable String code,
            @Nullable String detail) {}

    /** On the wire as it stands here. */
    enum Status {
        accepted,
        rejected
    }

    @POST
    @Consumes("application/cloudevents+json")
    public Answer one(@PathParam("sellerId") String sellerId, byte[] body) {
        return take(sellerId, PostedEvents.single(body));
    }

    @POST
    @Consumes("application/cloudevents-batch+json")
    public Answer batch(@PathParam("sellerId") String sellerId, byte[] body) {
        return take(sellerId, PostedEvents.batch(body, MOST_EVENTS));
    }

    private Answer take(String sellerId, PostedEvents.Cut cut) {
        return switch (cut) {
            case PostedEvents.Cut.Events posted -> take(sellerId, posted.events());
            case PostedEvents.Cut.NotJson broken ->
                throw new ProblemException(
                        CommonProblem.MALFORMED_BODY, "It is no JSON at byte " + broken.position() + ".");
            case PostedEvents.Cut.NoArray _ ->
                throw new ProblemException(CommonProblem.MALFORMED_BODY, "A batch is a JSON array of events.");
            case PostedEvents.Cut.TooMany _ ->
                throw new ProblemException(
                        Problem.of(MessageProblem.TOO_MANY_EVENTS, "A batch may have " + MOST_EVENTS + " events.")
                                .with("limit", MOST_EVENTS));
        };
    }

    private Answer take(String sellerId, List<PostedEvents.Posted> posted) {
        var items = new ArrayList<Item>(posted.size());
        var accepted = new ArrayList<Verdict.Accepted>(posted.size());
        for (PostedEvents.Posted event : posted) {
            items.add(
                    switch (Verdict.of(event.json(), sellerId, codec)) {
                        case Verdict.Accepted fine -> {
                            accepted.add(fine);
                            yield new Item(event.id(), Status.accepted, null, null);
                        }
                        case Verdict.Rejected refused ->
                            new Item(event.id(), Status.rejected, refused.code(), refused.detail());
                    });
        }
        producer.produce(accepted);
        return new Answer(items);
    }
}
