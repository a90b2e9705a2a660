package dev.rapport.gateway.live;

import dev.rapport.gateway.live.Frames.Ending;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.ArrayDeque;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One open stream. Any thread may give it frames; they wait in a bounded queue and are written on the connection's event loop as
 * fast as its reader takes them. A reader that lets more gather than the bound is told so and dropped: nothing of it is kept.
 */
final class LiveStream {

    /** What a reader that catches up may let wait before the reading for it pauses. */
    private static final int REPLAY_ROOM = 256;

    private static final int MISSED_HEARTBEATS = 3;
    private static final long LINGER_MILLIS = 3_000;

    private enum State {
        /** Gets nothing of the log: not placed yet, or reading up by itself. */
        WAITING,
        /** What is told is kept back until it has caught up. */
        HOLDING,
        LIVE,
        CLOSED
    }

    private final Set<String> sellers;
    private final Context context;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final int bound;
    private final BiConsumer<LiveStream, @Nullable Ending> left;
    private final ArrayDeque<Buffer> pending = new ArrayDeque<>();
    private final ArrayDeque<Buffer> held = new ArrayDeque<>(0);
    private State state = State.WAITING;
    private long bytes;
    private boolean draining;
    private int missed;
    private @Nullable Runnable whenEmpty;

    /** Set by whoever has the stream at the moment, reader or replayer: where it goes on; null for from now on. */
    private @Nullable Position from;

    /**
     * @param sellers whose events it gets, or {@code *} alone
     * @param bound bytes that may wait
     * @param left told once, when it has ended: by us for a reason, or by the client
     */
    LiveStream(
            Set<String> sellers,
            Context context,
            HttpServerRequest request,
            int bound,
            BiConsumer<LiveStream, @Nullable Ending> left) {
        this.sellers = sellers;
        this.context = context;
        this.request = request;
        this.response = request.response();
        this.bound = bound;
        this.left = left;
    }

    Set<String> sellers() {
        return sellers;
    }

    synchronized boolean closed() {
        return state == State.CLOSED;
    }

    synchronized @Nullable Position from() {
        return from;
    }

    synchronized void goOnFrom(@Nullable Position position) {
        from = position;
    }

    /** From now on what is told goes out, after what waits and this. */
    void golive(Buffer first) {
        synchronized (this) {
            if (state == State.CLOSED) {
                return;
            }
            state = State.LIVE;
            put(first);
            held.forEach(this::put);
            held.clear();
        }
        schedule();
    }

    /** From now on what is told is kept back. */
    synchronized void hold() {
        if (state == State.WAITING) {
            state = State.HOLDING;
        }
    }

    /** From now on what is told is passed over, and what was kept back forgotten: it will be read again. */
    synchronized void passOver() {
        if (state != State.CLOSED) {
            state = State.WAITING;
            held.forEach(frame -> bytes -= frame.length());
            held.clear();
        }
    }

    /** Something told to all who watch its seller. */
    void tell(Buffer frame) {
        boolean slow;
        synchronized (this) {
            switch (state) {
                case WAITING, CLOSED -> {
                    return;
                }
                case HOLDING -> {
                    held.add(frame);
                    bytes += frame.length();
                }
                case LIVE -> put(frame);
            }
            slow = bytes > bound;
        }
        endOrSchedule(slow);
    }

    /** Something that was missed; false when there is no room for it at the moment, or no reader any more. */
    boolean replay(Buffer frame) {
        synchronized (this) {
            if (state == State.CLOSED || pending.size() >= REPLAY_ROOM || bytes > bound / 2) {
                return false;
            }
            put(frame);
        }
        schedule();
        return true;
    }

    /** Something for this one alone, whatever its state. */
    void say(Buffer frame) {
        synchronized (this) {
            if (state == State.CLOSED) {
                return;
            }
            put(frame);
        }
        schedule();
    }

    /** A sign of life. One that has not taken the last ones is dropped. @param placed for one that is live */
    void beat(@Nullable Buffer placed) {
        boolean slow = false;
        synchronized (this) {
            if (state == State.CLOSED) {
                return;
            }
            if (pending.isEmpty()) {
                missed = 0;
                put(state == State.LIVE && placed != null ? placed : Frames.COMMENT);
            } else {
                slow = ++missed >= MISSED_HEARTBEATS;
            }
        }
        endOrSchedule(slow);
    }

    /** Calls back once, when nothing waits any more. Never, when it is closed. */
    void whenEmpty(Runnable callback) {
        synchronized (this) {
            whenEmpty = callback;
        }
        schedule();
    }

    private void put(Buffer frame) {
        pending.add(frame);
        bytes += frame.length();
    }

    private void endOrSchedule(boolean slow) {
        if (slow) {
            end(Ending.SLOW_READER);
        } else {
            schedule();
        }
    }

    private void schedule() {
        synchronized (this) {
            if (draining || state == State.CLOSED) {
                return;
            }
            draining = true;
        }
        context.runOnContext(_ -> drain());
    }

    /** Writes what the connection takes. Event loop only. */
    private void drain() {
        while (true) {
            Buffer frame;
            Runnable empty = null;
            synchronized (this) {
                if (state == State.CLOSED) {
                    return;
                }
                if (response.writeQueueFull()) {
                    // Goes on when the connection has room again; until then nobody schedules it.
                    response.drainHandler(_ -> drain());
                    return;
                }
                frame = pending.poll();
                if (frame == null) {
                    draining = false;
                    empty = whenEmpty;
                    whenEmpty = null;
                } else {
                    bytes -= frame.length();
                    missed = 0;
                }
            }
            if (frame == null) {
                if (empty != null) {
                    empty.run();
                }
                return;
            }
            response.write(frame).onFailure(_ -> closed(null));
        }
    }

    /** The client has gone, or we have ended it. */
    void closed(@Nullable Ending why) {
        synchronized (this) {
            if (state == State.CLOSED) {
                return;
            }
            state = State.CLOSED;
            pending.clear();
            held.clear();
            whenEmpty = null;
            from = null;
        }
        left.accept(this, why);
    }

    /** Ends it with a reason, behind what the connection has taken already; what waited is not sent. */
    void end(Ending why) {
        if (closed()) {
            return;
        }
        closed(why);
        context.runOnContext(_ -> {
            if (response.closed() || response.ended()) {
                return;
            }
            // Who does not read does not get the reason either, and is cut off.
            long cut = context.owner().setTimer(LINGER_MILLIS, _ -> cut());
            response.end(Frames.bye(why)).onComplete(_ -> context.owner().cancelTimer(cut));
        });
    }

    private void cut() {
        if (request.version() == HttpVersion.HTTP_2) {
            response.reset();
        } else {
            request.connection().close();
        }
    }
}
