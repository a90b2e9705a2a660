package dev.rapport.message.conversation.adapter.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.rapport.message.conversation.model.LowTrust;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** How little agents are trusted, in a column of JSON (MSG-13). */
final class StoredTrust {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private StoredTrust() {}

    /** Null where there is nothing to say, which is mostly. */
    static @Nullable String write(LowTrust trust) {
        if (trust.equals(LowTrust.NONE)) {
            return null;
        }
        try {
            return JSON.writeValueAsString(trust);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static LowTrust read(@Nullable String json) {
        if (json == null) {
            return LowTrust.NONE;
        }
        try {
            return JSON.readValue(json, LowTrust.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
