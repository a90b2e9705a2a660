package dev.rapport.kit.inbox;

import dev.rapport.events.Envelope;
import dev.rapport.events.RejectReason;
import dev.rapport.kit.deadletter.DeadLetters;
import dev.rapport.kit.inbox.Incoming.Applicable;
import dev.rapport.kit.inbox.Incoming.Refused;
import dev.rapport.kit.outbox.Bucket;
import dev.rapport.kit.seller.SellerLocks;
import dev.rapport.kit.tenancy.SqlFailure;
import dev.rapport.kit.transaction.WorkerTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Applies a batch, each record once: effect, de-duplication, dead letters and offsets in one transaction. When the data of a record is
 * at fault the batch is divided until that record is alone; it is refused and all others are applied.
 */
final class BatchApplier {

    private static final Logger LOG = Logger.getLogger(BatchApplier.class);

    /** So many culprits named by the handler are taken out one by one; a batch with more is divided. */
    private static final int MOST_NAMED = 8;

    private static final String OURS = "/rapport/";

    private final DataSource worker;
    private final Subscription subscription;
    private final DeadLetters deadLetters;
    private final Clock clock;
    private final InboxMeters meters;

    BatchApplier(
            DataSource worker, Subscription subscription, DeadLetters deadLetters, Clock clock, InboxMeters meters) {
        this.worker = worker;
        this.subscription = subscription;
        this.deadLetters = deadLetters;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * @param batch those of one partition in the order of the log
     * @throws LostPartition when another consumer has taken over; nothing more of the batch was written
     * @throws SQLException or a RuntimeException when it is not the data's fault; what was committed before is in the progress
     */
    void apply(List<Incoming> batch, Progress progress) throws SQLException, LostPartition {
        List<Incoming> present = batch;
        for (int named = 0; ; named++) {
            try {
                transact(present, progress);
                return;
            } catch (Unappliable culprit) {
                int index = indexOf(present, culprit.received());
                if (index < 0 || named == MOST_NAMED) {
                    divide(present, progress, culprit);
                    return;
                }
                present = refuse(present, index, String.valueOf(culprit.getMessage()));
            } catch (SQLException | RuntimeException | StackOverflowError failure) {
                if (!isOfTheData(failure)) {
                    throw failure;
                }
                divide(present, progress, failure);
                return;
            }
        }
    }

    /** Moves past places of the log where there is nothing to apply. */
    void pass(Map<TopicPartition, Long> reached, Progress progress) throws SQLException, LostPartition {
        WorkerTransaction.run(worker, tx -> progress.step(tx, reached)).committed();
    }

    private static boolean isOfTheData(Throwable failure) {
        SqlFailure sql = SqlFailure.in(failure);
        return sql == null || sql == SqlFailure.DATA;
    }

    private void divide(List<Incoming> part, Progress progress, Throwable failure) throws SQLException, LostPartition {
        List<Integer> applicable = new ArrayList<>();
        for (int i = 0; i < part.size(); i++) {
            if (part.get(i) instanceof Applicable) {
                applicable.add(i);
            }
        }
        switch (applicable.size()) {
            case 0 -> throw new IllegalStateException("a batch without events failed", failure);
            case 1 -> {
                LOG.warnf(
                        "A record cannot be applied and goes to the dead letters: %s. consumer=%s record=%s",
                        FailureText.of(failure), subscription.group(), place(part.get(applicable.getFirst())));
                transact(refuse(part, applicable.getFirst(), FailureText.of(failure)), progress);
            }
            default -> {
                int middle = applicable.get(applicable.size() / 2);
                apply(part.subList(0, middle), progress);
                apply(part.subList(middle, part.size()), progress);
            }
        }
    }

    private void transact(List<Incoming> batch, Progress progress) throws SQLException, LostPartition {
        Outcome outcome = WorkerTransaction.run(worker, tx -> {
            // Ordering law: the locks come first, since the first write gives the transaction its id.
            SellerLocks.exclusive(tx, sellers(batch));
            Progress.Step step = progress.step(tx, Progress.reached(batch));
            Outcome applied = applyIn(tx, batch, step);
            step.saveMarks(tx);
            return applied;
        });
        outcome.step().committed();
        meters.applied(outcome.fresh(), outcome.repeated(), batch);
    }

    private record Outcome(Progress.Step step, int fresh, int repeated) {}

    private Outcome applyIn(Connection tx, List<Incoming> batch, Progress.Step step) throws SQLException {
        Instant now = clock.instant();
        List<DeadLetters.Refused> refused = new ArrayList<>();
        for (Incoming incoming : batch) {
            if (incoming instanceof Refused(var original, RejectReason reason, String detail)) {
                refused.add(new DeadLetters.Refused(original, reason, detail));
            }
        }
        deadLetters.write(tx, subscription.group(), refused, now);
        List<Applicable> events = applicable(batch);
        List<Received> fresh = fresh(tx, events, step, now);
        if (!fresh.isEmpty()) {
            subscription.handler().apply(tx, Collections.unmodifiableList(fresh), now);
        }
        return new Outcome(step, fresh.size(), events.size() - fresh.size());
    }

    /** Passes over repeats: facts of ours by their place in the outbox, others and replays by their id. */
    private List<Received> fresh(Connection tx, List<Applicable> events, Progress.Step step, Instant now)
            throws SQLException {
        Map<Integer, UUID> foreign = new LinkedHashMap<>();
        TopicPartition partition = new TopicPartition("", -1);
        boolean[] repeated = new boolean[events.size()];
        for (int i = 0; i < repeated.length; i++) {
            Applicable event = events.get(i);
            Envelope envelope = event.received().envelope();
            if (envelope.sequence() != null
                    && !envelope.replay()
                    && envelope.source().startsWith(OURS)) {
                partition = partitionOf(event, partition);
                repeated[i] = step.isRepeat(
                        partition,
                        envelope.source(),
                        Bucket.of(event.received().event().sellerId()),
                        envelope.sequence());
            } else {
                String seller = event.received().event().sellerId();
                foreign.put(i, SeenEvents.identity(subscription.group(), seller, envelope.source(), envelope.id()));
            }
        }
        Set<UUID> unseen = SeenEvents.remember(tx, foreign.values(), now);
        // Of two with one identity in this batch the first is taken.
        foreign.forEach((i, identity) -> repeated[i] = !unseen.remove(identity));
        List<Received> fresh = new ArrayList<>(events.size());
        for (int i = 0; i < repeated.length; i++) {
            if (!repeated[i]) {
                fresh.add(events.get(i).received());
            }
        }
        return fresh;
    }

    /** Those of one partition come together: the one before is nearly always the same. */
    private static TopicPartition partitionOf(Applicable event, TopicPartition before) {
        var record = event.record();
        return record.partition() == before.partition() && record.topic().equals(before.topic())
                ? before
                : new TopicPartition(record.topic(), record.partition());
    }

    private static List<Applicable> applicable(List<Incoming> batch) {
        List<Applicable> events = new ArrayList<>(batch.size());
        for (Incoming incoming : batch) {
            if (incoming instanceof Applicable event) {
                events.add(event);
            }
        }
        return events;
    }

    private static Set<String> sellers(List<Incoming> batch) {
        Set<String> sellers = new HashSet<>();
        for (Incoming incoming : batch) {
            if (incoming instanceof Applicable event) {
                sellers.add(event.received().event().sellerId());
            }
        }
        return sellers;
    }

    private static int indexOf(List<Incoming> batch, Received culprit) {
        for (int i = 0; i < batch.size(); i++) {
            if (batch.get(i) instanceof Applicable(var unused, Received received) && received.equals(culprit)) {
                return i;
            }
        }
        return -1;
    }

    private static List<Incoming> refuse(List<Incoming> batch, int index, String detail) {
        List<Incoming> rest = new ArrayList<>(batch);
        rest.set(index, new Refused(batch.get(index).record(), RejectReason.NOT_APPLICABLE, detail));
        return rest;
    }

    private static String place(Incoming incoming) {
        var record = incoming.record();
        return record.topic() + '/' + record.partition() + '/' + record.offset();
    }
}
