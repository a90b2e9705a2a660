package dev.rapport.message.tone.application;

import dev.rapport.message.tone.model.Coldness;
import dev.rapport.message.tone.model.Tone;
import dev.rapport.message.tone.model.Tone.Source;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where what buyers' words sound like is counted. All methods work inside the caller's transaction. */
public interface Tones {

    /** One source of one seller. */
    record Ear(String sellerId, Source source) {}

    /**
     * What is watched.
     *
     * @param raisedAt when the alert was raised that stands; null when none does
     * @param lookAt when to look again; null when there is nothing to look at
     */
    record Watched(
            Ear ear, @Nullable Instant raisedAt, @Nullable Instant lookAt) {}

    /** Counts what was heard, reviews once however often they are told; what was cold of late is looked at as soon as all is applied. */
    void heard(Connection tx, List<Tone> heard, Instant now) throws SQLException;

    /** What was heard since an instant, to the hour. */
    Map<Ear, Coldness> since(Connection tx, Map<Ear, Instant> since) throws SQLException;

    /** How it is watched. */
    List<Watched> watched(Connection tx, Collection<Ear> ears) throws SQLException;

    /** Writes how it is watched from now on. */
    void watch(Connection tx, Collection<Watched> watched) throws SQLException;
}
