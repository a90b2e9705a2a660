package dev.rapport.gateway.session;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What a session's cookie holds.
 *
 * @param id stays the same while its token is renewed
 * @param token the access token, as an API client would send it
 * @param refresh renews it; null where it cannot be renewed
 */
record Session(String id, String token, @Nullable String refresh) {

    byte[] written() {
        return new JsonObject()
                .put("id", id)
                .put("token", token)
                .put("refresh", refresh)
                .toBuffer()
                .getBytes();
    }

    /** Null for what is no session. */
    static @Nullable Session read(byte[] written) {
        try {
            var json = new JsonObject(Buffer.buffer(written));
            String id = json.getString("id");
            String token = json.getString("token");
            return id == null || token == null ? null : new Session(id, token, json.getString("refresh"));
        } catch (DecodeException | ClassCastException _) {
            return null;
        }
    }
}
