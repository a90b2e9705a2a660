package dev.rapport.message.promise.application;

import dev.rapport.kit.due.DueHandler;
import dev.rapport.kit.due.DueRow;
import dev.rapport.kit.outbox.Fact;
import dev.rapport.kit.outbox.Outbox;
import dev.rapport.kit.seller.SellerProfiles;
import dev.rapport.message.conversation.application.SellerClockBook;
import dev.rapport.message.conversation.model.SellerClocks;
import dev.rapport.message.promise.model.Promise;
import dev.rapport.message.promise.model.Promise.Alert;
import dev.rapport.message.promise.model.Promise.Evidence;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** MSG-16: the time of promises goes by: shown before they break, told when they are broken. */
public final class PromiseWatch implements DueHandler {

    private final Promises promises;
    private final SellerProfiles profiles;
    private final SellerClockBook clockBook;
    private final Outbox outbox;

    public PromiseWatch(Promises promises, SellerProfiles profiles, SellerClockBook clockBook, Outbox outbox) {
        this.promises = promises;
        this.profiles = profiles;
        this.clockBook = clockBook;
        this.outbox = outbox;
    }

    /** @param rows keyed by promise */
    @Override
    public void fire(Connection tx, List<DueRow> rows, Instant now) throws SQLException {
        var due = new HashMap<Promise.Key, DueRow>();
        var sellers = new TreeSet<String>();
        for (DueRow row : rows) {
            due.put(new Promise.Key(row.sellerId(), row.key(0)), row);
            sellers.add(row.sellerId());
        }
        Map<String, SellerClocks> clocks = clockBook.of(profiles.get(tx, sellers));
        List<Promise> found = promises.find(tx, due.keySet());
        Map<Promise.Key, Evidence> evidence = promises.evidence(tx, found);
        Instant at = now.truncatedTo(ChronoUnit.MICROS);
        var after = new ArrayList<Promise>();
        var facts = new ArrayList<Fact>();
        for (Promise promise : found) {
            SellerClocks seller =
                    Objects.requireNonNull(clocks.get(promise.conversation().sellerId()));
            DueRow row = Objects.requireNonNull(due.get(promise.key()));
            Promise present = promise.by(evidence.getOrDefault(promise.key(), Evidence.NONE));
            after.add(
                    present.isOpen()
                            ? passed(present, row, at, seller, facts)
                            : settled(promise, present, at, seller, facts));
        }
        promises.keep(tx, after);
        outbox.append(tx, facts);
    }

    private static Promise settled(
            Promise before, Promise present, Instant now, SellerClocks clocks, List<Fact> facts) {
        facts.addAll(PromiseFacts.quiet(before, now, clocks));
        return present;
    }

    private static Promise passed(Promise promise, DueRow row, Instant now, SellerClocks clocks, List<Fact> facts) {
        Duration noticeFor = clocks.noticeFor(promise.madeAt());
        boolean shout = promise.concernsSomebody(noticeFor);
        if (row.passed().test(promise.dueAt())) {
            facts.addAll(PromiseFacts.quiet(promise, promise.dueAt(), clocks));
            facts.add(PromiseFacts.broken(promise, clocks));
            if (shout) {
                facts.add(PromiseFacts.raised(promise, Alert.BROKEN, promise.dueAt(), clocks));
            }
            return promise.broken(shout);
        }
        // What has run out by now needs no warning any more.
        boolean warn = shout && now.isBefore(promise.dueAt());
        if (warn) {
            facts.add(PromiseFacts.raised(promise, Alert.DUE, row.dueAt(), clocks));
        }
        return promise.nearlyDue(warn);
    }
}
