package dev.rapport.gateway.proxy;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.streams.ReadStream;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A request's body whose beginning is read before the request takes a place at a service. Most bodies are small and then here whole:
 * a client that sends slowly, or never to the end, holds up nobody but itself. The rest of a large one passes as it comes. Event loop
 * only.
 */
final class ReadAhead implements ReadStream<Buffer> {

    /** What may be held of all bodies together. Threadsafe. */
    static final class Room {
        private final AtomicLong left;

        Room(long bytes) {
            this.left = new AtomicLong(bytes);
        }

        private boolean take(int bytes) {
            return left.addAndGet(-bytes) >= 0;
        }

        private void give(int bytes) {
            left.addAndGet(bytes);
        }
    }

    private final HttpServerRequest source;
    private final Room room;
    private @Nullable Buffer held = Buffer.buffer();
    private @Nullable Runnable enough;
    private boolean flowing;
    private boolean ended;
    private boolean told;
    private @Nullable Throwable fault;
    private @Nullable Handler<Buffer> handler;
    private @Nullable Handler<Void> endHandler;
    private @Nullable Handler<Throwable> exceptionHandler;

    ReadAhead(HttpServerRequest source, Room room) {
        this.source = source;
        this.room = room;
    }

    /**
     * Begins to read.
     *
     * @param most bytes after which it stops
     * @param enough called once: the body has ended, or that much of it is here, or it {@linkplain #broken broke off}
     */
    void begin(int most, Runnable enough) {
        this.enough = enough;
        source.exceptionHandler(this::broke);
        source.endHandler(_ -> end());
        source.handler(piece -> take(piece, most));
        source.resume();
    }

    /** Whether it is still reading ahead. */
    boolean reading() {
        return enough != null;
    }

    /** Whether it broke off while it was read ahead. */
    boolean broken() {
        return fault != null;
    }

    /** Forgets what it holds and what still comes. Without effect when somebody has it all. */
    void drop() {
        enough = null;
        if (held != null) {
            room.give(held.length());
            held = null;
        }
    }

    private void take(Buffer piece, int most) {
        Buffer ahead = held;
        if (enough != null && ahead != null) {
            ahead.appendBuffer(piece);
            if (!room.take(piece.length()) || ahead.length() >= most) {
                source.pause();
                stop();
            }
        } else if (handler != null) {
            handler.handle(piece);
        }
    }

    private void end() {
        ended = true;
        if (enough != null) {
            stop();
        } else if (flowing) {
            tellEnd();
        }
    }

    private void broke(Throwable cause) {
        fault = cause;
        if (enough != null) {
            stop();
        } else if (exceptionHandler != null) {
            exceptionHandler.handle(cause);
        }
    }

    private void stop() {
        Runnable then = enough;
        enough = null;
        if (then != null) {
            then.run();
        }
    }

    private void tellEnd() {
        if (!told && endHandler != null) {
            told = true;
            endHandler.handle(null);
        }
    }

    private void deliver() {
        Buffer first = held;
        held = null;
        if (first != null) {
            room.give(first.length());
            if (first.length() > 0 && handler != null) {
                handler.handle(first);
            }
        }
    }

    @Override
    public ReadStream<Buffer> resume() {
        flowing = true;
        deliver();
        if (flowing) {
            if (ended) {
                tellEnd();
            } else {
                source.resume();
            }
        }
        return this;
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        flowing = true;
        long more = held == null ? amount : amount - 1;
        deliver();
        if (flowing && ended) {
            tellEnd();
        } else if (flowing && more > 0) {
            source.fetch(more);
        }
        return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
        flowing = false;
        if (!ended) {
            source.pause();
        }
        return this;
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
        this.exceptionHandler = handler;
        return this;
    }

    @Override
    public ReadStream<Buffer> handler(@Nullable Handler<Buffer> handler) {
        this.handler = handler;
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(@Nullable Handler<Void> handler) {
        this.endHandler = handler;
        return this;
    }
}
