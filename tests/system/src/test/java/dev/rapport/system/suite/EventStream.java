package dev.rapport.system.suite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A live stream as an agent's browser holds it open: Server-Sent Events over a plain connection. */
public final class EventStream implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** One event. */
    public record Seen(String id, String name, JsonNode data) {}

    private final Socket socket;
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private volatile String lastId = "";
    private volatile boolean ended;

    private EventStream(Socket socket) {
        this.socket = socket;
    }

    /** Opens one. @param lastEventId where to go on; null for from now on */
    public static EventStream open(URI gateway, String path, String token, @Nullable String lastEventId) {
        try {
            EventStream stream = new EventStream(new Socket(gateway.getHost(), gateway.getPort()));
            stream.socket.getOutputStream().write(request(path, token, lastEventId));
            Thread.ofPlatform().daemon().name("event stream").start(stream::read);
            return stream;
        } catch (IOException e) {
            throw new AssertionError("no stream", e);
        }
    }

    /** The bytes that ask for a stream. */
    public static byte[] request(String path, String token, @Nullable String lastEventId) {
        String resume = lastEventId == null ? "" : "Last-Event-ID: " + lastEventId + "\r\n";
        return ("GET " + path + " HTTP/1.1\r\nHost: gateway\r\nAccept: text/event-stream\r\nAuthorization: Bearer "
                        + token + "\r\n" + resume + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            String name = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                // The lines that count the bytes of a piece look like none of these.
                if (line.startsWith("id: ")) {
                    lastId = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    seen.add(new Seen(lastId, name, JSON.readTree(line.substring(6))));
                }
            }
        } catch (JsonProcessingException e) {
            throw new AssertionError("an event without JSON", e);
        } catch (IOException gone) {
            ended = true;
        }
        ended = true;
    }

    /** All events so far. */
    public List<Seen> seen() {
        return seen;
    }

    /** The events of one name so far. */
    public List<Seen> seen(String name) {
        return seen.stream().filter(each -> each.name().equals(name)).toList();
    }

    /** What a browser would send to go on. */
    public String lastId() {
        return lastId;
    }

    /** Whether the other side has ended it. */
    public boolean ended() {
        return ended;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
