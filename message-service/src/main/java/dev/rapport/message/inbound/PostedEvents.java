package dev.rapport.message.inbound;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts a posted body into its events without reading what is in them. */
final class PostedEvents {

    private static final JsonFactory JSON = JsonFactory.builder()
            // UTF-8 by contract: no guessing of UTF-16 from a zero byte, which would shift the cuts.
            .configure(JsonFactory.Feature.CHARSET_DETECTION, false)
            .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
            .build();

    private PostedEvents() {}

    /**
     * One element of the body, to be decoded by itself.
     *
     * @param id its {@code id} where that can be read, so that whoever posted it knows which one is meant
     */
    record Posted(@Nullable String id, byte[] json) {}

    /** What became of the cutting. */
    sealed interface Cut {
        record Events(List<Posted> events) implements Cut {}

        /** @param position of the byte at which it stops being JSON */
        record NotJson(long position) implements Cut {}

        record NoArray() implements Cut {}

        record TooMany() implements Cut {}
    }

    /** One event. */
    static Cut single(byte[] body) {
        try (JsonParser json = parser(body)) {
            if (json.nextToken() == null) {
                return new Cut.NotJson(0);
            }
            var event = new Posted(idOf(json), body);
            return json.nextToken() == null ? new Cut.Events(List.of(event)) : notJson(json);
        } catch (JacksonException e) {
            return notJson(e);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading from memory", e);
        }
    }

    /** An array of at most so many events. */
    static Cut batch(byte[] body, int most) {
        var events = new ArrayList<Posted>();
        try (JsonParser json = parser(body)) {
            JsonToken first = json.nextToken();
            if (first == null) {
                return new Cut.NotJson(0);
            }
            if (first != JsonToken.START_ARRAY) {
                return new Cut.NoArray();
            }
            while (json.nextToken() != JsonToken.END_ARRAY) {
                if (events.size() == most) {
                    return new Cut.TooMany();
                }
                int from = (int) json.currentTokenLocation().getByteOffset();
                String id = idOf(json);
                int to = (int) json.currentLocation().getByteOffset();
                events.add(new Posted(id, Arrays.copyOfRange(body, from, to)));
            }
            return json.nextToken() == null ? new Cut.Events(events) : notJson(json);
        } catch (JacksonException e) {
            return notJson(e);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading from memory", e);
        }
    }

    /** Reads to the end of the present value and finds the {@code id} in it. */
    private static @Nullable String idOf(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            json.finishToken();
            return null;
        }
        String id = null;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            if (name.equals("id") && value == JsonToken.VALUE_STRING) {
                id = json.getText();
            } else {
                json.skipChildren();
            }
        }
        return id;
    }

    private static JsonParser parser(byte[] body) throws IOException {
        return JSON.createParser(body);
    }

    private static Cut.NotJson notJson(JsonParser json) {
        return new Cut.NotJson(json.currentTokenLocation().getByteOffset());
    }

    private static Cut.NotJson notJson(JacksonException e) {
        return new Cut.NotJson(e.getLocation() == null ? -1 : e.getLocation().getByteOffset());
    }
}
