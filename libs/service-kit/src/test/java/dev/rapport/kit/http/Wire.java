package dev.rapport.kit.http;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A client that sends exactly the bytes it is told, so that no library tidies a path up on the way. */
record Wire(int port) {

    record Answer(int status, Map<String, String> headers, String body) {
        @Nullable
        String header(String name) {
            return headers.get(name.toLowerCase(Locale.ROOT));
        }

        JsonObject json() {
            return new JsonObject(body);
        }
    }

    Answer get(String path, @Nullable String token) {
        return send("GET", path, token, "", "");
    }

    /** One request on its own connection; {@code headers} are whole lines, each ended by CRLF. */
    Answer send(String method, String path, @Nullable String token, String headers, String body) {
        String authorization = token == null ? "" : "Authorization: Bearer " + token + "\r\n";
        return raw(
                method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + authorization + headers
                        + (body.isEmpty() || headers.contains("Transfer-Encoding")
                                ? ""
                                : "Content-Length: " + body.length() + "\r\n")
                        + "\r\n" + body);
    }

    Answer json(String method, String path, @Nullable String token, String body) {
        return send(method, path, token, "Content-Type: application/json\r\n", body);
    }

    Answer raw(String request) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 5_000);
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            var bytes = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(bytes);
            return parse(bytes.toString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(
                    "no answer to " + request.lines().findFirst().orElse(""), e);
        }
    }

    private static Answer parse(String answer) {
        int end = answer.indexOf("\r\n\r\n");
        String[] head = answer.substring(0, end).split("\r\n", -1);
        var headers = new LinkedHashMap<String, String>();
        Arrays.stream(head).skip(1).forEach(line -> {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        });
        String body = answer.substring(end + 4);
        return new Answer(Integer.parseInt(head[0].split(" ", -1)[1]), headers, dechunked(headers, body));
    }

    private static String dechunked(Map<String, String> headers, String body) {
        if (!"chunked".equals(headers.get("transfer-encoding"))) {
            return body;
        }
        var whole = new StringBuilder();
        int at = 0;
        while (true) {
            int line = body.indexOf("\r\n", at);
            int size = Integer.parseInt(body.substring(at, line), 16);
            if (size == 0) {
                return whole.toString();
            }
            whole.append(body, line + 2, line + 2 + size);
            at = line + 2 + size + 2;
        }
    }
}
