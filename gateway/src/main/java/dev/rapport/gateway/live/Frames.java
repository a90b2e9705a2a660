package dev.rapport.gateway.live;

import io.vertx.core.buffer.Buffer;

/** Server-Sent Events as bytes (WHATWG HTML, 9.2). Each is made once and shared by all streams that get it. */
final class Frames {

    /** The first bytes of a stream: how long a client waits before it comes back. */
    static final Buffer OPENING = Buffer.buffer("retry: 2000\n\n");

    /** A sign of life that says nothing. */
    static final Buffer COMMENT = Buffer.buffer(":\n\n");

    private Frames() {}

    /** @param data one line */
    static Buffer event(String id, String name, String data) {
        return Buffer.buffer("id: " + id + "\nevent: " + name + "\ndata: " + data + "\n\n");
    }

    /** From here on nothing is missed. @param resumed whether nothing was missed since the id the client brought */
    static Buffer ready(String id, boolean resumed) {
        return event(id, "ready", "{\"resumed\":" + resumed + "}");
    }

    /** The client must load anew: it is not known, or would take too long, to tell what it has missed. */
    static Buffer reset(String id, Reset why) {
        return event(id, "reset", "{\"reason\":\"" + why + "\"}");
    }

    /** The stream ends. It has no id: who comes back goes on behind the last event it got. */
    static Buffer bye(Ending why) {
        return Buffer.buffer("event: bye\ndata: {\"reason\":\"" + why + "\"}\n\n");
    }

    /** A sign of life that moves the client's place on, without being an event. */
    static Buffer heartbeat(String id) {
        return Buffer.buffer(":\nid: " + id + "\n\n");
    }

    /** Why a client must load anew. */
    enum Reset {
        /** The id is none of ours, or of a log that is gone. */
        UNKNOWN_ID,
        /** The id is too old. */
        TOO_OLD,
        /** The log has lost what was to be told next. */
        GAP
    }

    /** Why a stream was ended from this side. */
    enum Ending {
        /** The reader does not take what is sent. */
        SLOW_READER,
        /** The token has ended. */
        TOKEN_EXPIRED,
        /** The gateway stops; another, or the same in a moment, goes on. */
        STOPPING
    }
}
