package dev.rapport.system.suite;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.zip.GZIPInputStream;

/** What an OpenTelemetry collector is to the services: takes traces by OTLP over HTTP and shows their spans. */
public final class OtlpReceiver implements AutoCloseable {

    /**
     * A span, as far as tests look at it.
     *
     * @param service that told it
     * @param trace 32 hex digits
     * @param id 16 hex digits
     * @param parent 16 hex digits, empty for a root
     */
    public record SeenSpan(String service, String name, String trace, String id, String parent) {}

    private final HttpServer server;
    private final List<SeenSpan> spans = new CopyOnWriteArrayList<>();

    /** Listens on a free port of this machine. */
    public OtlpReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    /** Where services send to. */
    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What has come in of a trace. */
    public List<SeenSpan> of(String trace) {
        return spans.stream().filter(span -> span.trace().equals(trace)).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            InputStream body = exchange.getRequestBody();
            boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            byte[] message = (zipped ? new GZIPInputStream(body) : body).readAllBytes();
            fields(message, (field, resourceSpans) -> {
                if (field == 1) {
                    resourceSpans(resourceSpans);
                }
            });
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private void resourceSpans(byte[] message) {
        String[] service = {""};
        fields(message, (field, part) -> {
            if (field == 1) {
                fields(part, (inner, attribute) -> {
                    if (inner == 1 && text(attribute, 1).equals("service.name")) {
                        fields(attribute, (which, value) -> {
                            if (which == 2) {
                                service[0] = text(value, 1);
                            }
                        });
                    }
                });
            }
        });
        fields(message, (field, part) -> {
            if (field == 2) {
                fields(part, (inner, span) -> {
                    if (inner == 2) {
                        spans.add(new SeenSpan(service[0], text(span, 5), hex(span, 1), hex(span, 2), hex(span, 4)));
                    }
                });
            }
        });
    }

    private static String text(byte[] message, int wanted) {
        return new String(bytes(message, wanted), UTF_8);
    }

    private static String hex(byte[] message, int wanted) {
        return HexFormat.of().formatHex(bytes(message, wanted));
    }

    private static byte[] bytes(byte[] message, int wanted) {
        byte[][] found = {new byte[0]};
        fields(message, (field, value) -> {
            if (field == wanted) {
                found[0] = value;
            }
        });
        return found[0];
    }

    /** The fields of a protobuf message that have a length; numbers are passed over. */
    private static void fields(byte[] message, BiConsumer<Integer, byte[]> each) {
        ByteBuffer rest = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        while (rest.hasRemaining()) {
            long tag = number(rest);
            switch ((int) (tag & 7)) {
                case 0 -> number(rest);
                case 1 -> rest.getLong();
                case 2 -> {
                    byte[] value = new byte[(int) number(rest)];
                    rest.get(value);
                    each.accept((int) (tag >>> 3), value);
                }
                case 5 -> rest.getInt();
                default -> throw new IllegalArgumentException("not protobuf");
            }
        }
    }

    private static long number(ByteBuffer from) {
        long number = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = from.get();
            number |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return number;
            }
        }
    }

    /** For a message of a failed test. */
    @Override
    public String toString() {
        return spans.toString();
    }
}
