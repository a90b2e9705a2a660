package dev.rapport.gateway.proxy;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/** A request's body on its way through, counted: at the limit it fails, whatever the request announced, and when it takes too long. Event loop only. */
final class CountedBody implements ReadStream<Buffer> {

    private final ReadStream<Buffer> source;
    private final long limit;
    private long count;
    private boolean ended;
    private boolean late;
    private boolean broken;
    private @Nullable Handler<Throwable> failed;
    private Runnable complete = () -> {};

    CountedBody(ReadStream<Buffer> source, long limit) {
        this.source = source;
        this.limit = limit;
    }

    /** @param complete called when the whole body has passed */
    void onComplete(Runnable complete) {
        this.complete = complete;
    }

    boolean exceeded() {
        return count > limit;
    }

    /** Did it end before it was complete, as by chunks that are none? */
    boolean broken() {
        return broken;
    }

    boolean late() {
        return late;
    }

    /** Its time is up: what has not come by now is not waited for. */
    void timeUp() {
        if (!ended && !exceeded() && failed != null) {
            late = true;
            source.pause();
            failed.handle(new BodyCut("the body took too long to arrive"));
        }
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
        failed = handler;
        source.exceptionHandler(
                handler == null
                        ? null
                        : fault -> {
                            broken = true;
                            handler.handle(fault);
                        });
        return this;
    }

    @Override
    public ReadStream<Buffer> handler(@Nullable Handler<Buffer> handler) {
        source.handler(handler == null ? null : piece -> pass(piece, handler));
        return this;
    }

    private void pass(Buffer piece, Handler<Buffer> handler) {
        if (exceeded() || late) {
            return;
        }
        count += piece.length();
        if (!exceeded()) {
            handler.handle(piece);
        } else if (failed != null) {
            source.pause();
            failed.handle(new BodyCut("the body is larger than its route allows"));
        }
    }

    @Override
    public ReadStream<Buffer> endHandler(@Nullable Handler<Void> handler) {
        source.endHandler(
                handler == null
                        ? null
                        : end -> {
                            ended = true;
                            complete.run();
                            handler.handle(end);
                        });
        return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
        source.pause();
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        source.resume();
        return this;
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        source.fetch(amount);
        return this;
    }

    /** Ends the pipe; has no trace because it is an answer and not a fault. */
    private static final class BodyCut extends RuntimeException {
        BodyCut(String why) {
            super(why, null, false, false);
        }
    }
}
