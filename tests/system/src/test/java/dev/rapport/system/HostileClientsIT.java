package dev.rapport.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rapport.local.suite.Service;
import dev.rapport.system.suite.RestClient;
import dev.rapport.system.suite.RunningSuite;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Clients that mean harm, over raw connections to the running gateway. Each is refused early; meanwhile and afterwards everybody else is
 * served, and the process neither grows much nor keeps a connection.
 */
@Tag("long")
class HostileClientsIT {

    private static final RunningSuite SUITE = RunningSuite.shared();
    private static final String SELLER = "hostile";
    private static final URI GATEWAY = SUITE.launcher().gateway();

    /** What the gateway may grow by under any of these, beyond what it has anyway. */
    private static final long ROOM = 100L << 20;

    private final RestClient user = SUITE.gateway(Set.of(SELLER), Set.of("agent", "feeder"));
    private final String token = SUITE.launcher().token("mallory", Set.of(SELLER), Set.of("agent", "feeder"));
    private final List<Socket> sockets = new ArrayList<>();
    private long before;
    private long connections;

    @BeforeEach
    void look() {
        for (int i = 0; i < 200; i++) {
            assertServed();
        }
        before = resident();
        connections = open();
    }

    @AfterEach
    void shouldBeAsBefore() throws IOException {
        assertServed();
        long grown = resident() - before;
        System.out.printf("[hostile] grew by %,d KB to %,d KB%n", grown >> 10, resident() >> 10);
        assertThat(grown).isLessThan(ROOM);
        for (Socket socket : sockets) {
            socket.close();
        }
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(open()).isLessThan(connections + 20));
    }

    /** Slow-loris: 3,000 connections that never finish their first line. */
    @Test
    void shouldServeOthersBesideConnectionsThatNeverAsk() throws IOException {
        for (int i = 0; i < 3_000; i++) {
            send(connected(), "GET /api/v1/sellers/hostile/conversations HTTP/1.1\r\nX-A: ");
        }
        for (int round = 0; round < 5; round++) {
            for (Socket socket : sockets) {
                send(socket, "a");
            }
            assertServed();
        }
    }

    /** The same with bodies that never end, on all of a service's places. */
    @Test
    void shouldServeOthersBesideBodiesThatNeverEnd() throws IOException {
        for (int i = 0; i < 300; i++) {
            send(connected(), post("Content-Length: 1000\r\n") + "{");
        }
        for (int round = 0; round < 5; round++) {
            for (Socket socket : sockets) {
                trySend(socket, " ");
            }
            RestClient other = SUITE.gateway(Set.of("hostile-other"), Set.of("agent"));
            assertThat(other.get("/api/v1/sellers/hostile-other/conversations").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void shouldRefuseTenMegabytesAtOnce() throws IOException {
        for (int i = 0; i < 100; i++) {
            Socket socket = connected();
            send(socket, post("Content-Length: 10485760\r\n"));
            assertThat(head(socket)).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void shouldCutTenMegabytesInChunksOff() throws IOException {
        String chunk = "10000\r\n" + " ".repeat(0x10000) + "\r\n";
        for (int i = 0; i < 20; i++) {
            Socket socket = connected();
            send(socket, post("Transfer-Encoding: chunked\r\n"));
            for (int piece = 0; piece < 160 && trySend(socket, chunk); piece++) {
                // until it is cut off
            }
            String answer = head(socket);
            assertThat(answer.isEmpty() || answer.startsWith("HTTP/1.1 413"))
                    .as(answer)
                    .isTrue();
        }
    }

    @Test
    void shouldRefuseTenThousandHeaders() throws IOException {
        var headers = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            headers.append("X-").append(i).append(": a\r\n");
        }
        for (int i = 0; i < 50; i++) {
            Socket socket = connected();
            trySend(socket, get(headers.toString()));
            String answer = head(socket);
            assertThat(answer.isEmpty() || answer.startsWith("HTTP/1.1 431"))
                    .as(answer)
                    .isTrue();
        }
    }

    @Test
    void shouldRefuseBrokenChunks() throws IOException {
        for (String broken :
                List.of("ZZ\r\n{}\r\n", "-1\r\n{}\r\n", "FFFFFFFFFFFFFFFFF\r\n{}", "2\r\n{}XX", "0x2\r\n{}\r\n")) {
            for (int i = 0; i < 20; i++) {
                Socket socket = connected();
                send(socket, post("Transfer-Encoding: chunked\r\n") + broken);
                String answer = head(socket);
                assertThat(answer.isEmpty() || answer.startsWith("HTTP/1.1 4"))
                        .as(broken + " -> " + answer)
                        .isTrue();
            }
        }
    }

    /**
     * Two lengths are how one request is smuggled inside another. Not here: a length beside chunks, where the chunks are taken and the
     * length is dropped before anybody sees it, so that the service behind cannot read it otherwise.
     */
    @Test
    void shouldNotReadOneRequestAsTwo() throws IOException {
        for (String both : List.of(
                "Content-Length: 2\r\nContent-Length: 40\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
                "Transfer-Encoding: xchunked\r\n",
                "Content-Length: +2\r\n",
                "Content-Length : 2\r\n")) {
            Socket socket = connected();
            send(socket, post(both) + "0\r\n\r\nGET /openapi HTTP/1.1\r\nHost: x\r\n\r\n");
            String answer = head(socket);
            assertThat(answer).as(both).doesNotContain("HTTP/1.1 200");
        }
    }

    /** What unpacks to 100 MB is not unpacked. */
    @Test
    void shouldNotUnpackABomb() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            byte[] spaces = new byte[1 << 20];
            Arrays.fill(spaces, (byte) ' ');
            for (int i = 0; i < 100; i++) {
                gzip.write(spaces);
            }
        }
        for (int i = 0; i < 20; i++) {
            Socket socket = connected();
            OutputStream out = socket.getOutputStream();
            out.write(post("Content-Encoding: gzip\r\nContent-Length: " + packed.size() + "\r\n")
                    .getBytes(ISO_8859_1));
            out.write(packed.toByteArray());
            out.flush();
            assertThat(head(socket)).containsPattern("^HTTP/1.1 4(00|13|15|22)");
        }
        for (Service service : Service.values()) {
            assertThat(residentOf(service)).as(service.label()).isLessThan(450L << 20);
        }
    }

    /** CVE-2023-44487: streams that are opened and reset without end. */
    @Test
    void shouldHangUpOnWhoResetsWithoutEnd() throws IOException {
        for (int i = 0; i < 5; i++) {
            Socket socket = connected();
            OutputStream out = socket.getOutputStream();
            out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
            frame(out, 4, 0, 0, new byte[0]);
            try {
                for (int stream = 1; stream < 40_000; stream += 2) {
                    // GET / over http, by the static table of HPACK; then a reset of it.
                    frame(out, 1, 5, stream, new byte[] {(byte) 0x82, (byte) 0x86, (byte) 0x84, 0x41, 1, 'x'});
                    frame(out, 3, 0, stream, new byte[] {0, 0, 0, 8});
                }
                out.flush();
            } catch (IOException gone) {
                // so much the better
            }
            // What the sockets still hold of 20,000 requests is never looked at: a few hundred are, then it says why
            // and hangs up.
            assertThat(streamsAnsweredUntilHungUp(socket)).isLessThan(1_000);
        }
    }

    /** Reads frames until the other side hangs up; how many streams had the head of an answer. */
    private static int streamsAnsweredUntilHungUp(Socket socket) throws IOException {
        int answered = 0;
        try {
            var in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            while (true) {
                int length = (in.readUnsignedShort() << 8) | in.readUnsignedByte();
                int type = in.readUnsignedByte();
                in.skipNBytes(5L + length);
                answered += type == 1 ? 1 : 0;
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("not hung up upon", e);
        } catch (EOFException | SocketException gone) {
            return answered;
        }
    }

    private static void frame(OutputStream out, int type, int flags, int stream, byte[] payload) throws IOException {
        var frame = new ByteArrayOutputStream();
        frame.write(new byte[] {0, (byte) (payload.length >> 8), (byte) payload.length, (byte) type, (byte) flags});
        frame.write(new byte[] {(byte) (stream >> 24), (byte) (stream >> 16), (byte) (stream >> 8), (byte) stream});
        frame.write(payload);
        out.write(frame.toByteArray());
    }

    private String get(String headers) {
        return "GET /api/v1/sellers/" + SELLER + "/conversations HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token
                + "\r\n" + headers + "\r\n";
    }

    private String post(String headers) {
        return "POST /api/v1/sellers/" + SELLER + "/inbound HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: application/cloudevents-batch+json\r\n" + headers + "\r\n";
    }

    private Socket connected() throws IOException {
        Socket socket = new Socket(GATEWAY.getHost(), GATEWAY.getPort());
        socket.setSoTimeout(15_000);
        sockets.add(socket);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    private static boolean trySend(Socket socket, String text) {
        try {
            send(socket, text);
            return true;
        } catch (IOException cut) {
            return false;
        }
    }

    /** The beginning of the answer; empty when the connection was cut instead. */
    private static String head(Socket socket) {
        try {
            byte[] bytes = new byte[4_096];
            int read = socket.getInputStream().read(bytes);
            return read < 0 ? "" : new String(bytes, 0, read, ISO_8859_1);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("neither answered nor cut off", e);
        } catch (IOException reset) {
            return "";
        }
    }

    private void assertServed() {
        assertThat(user.get("/api/v1/sellers/" + SELLER + "/conversations").status())
                .isEqualTo(200);
    }

    private static long resident() {
        return residentOf(Service.GATEWAY);
    }

    private static long residentOf(Service service) {
        return SUITE.states().stream()
                .filter(state -> state.part().equals(service.label()))
                .findFirst()
                .orElseThrow()
                .residentBytes()
                .orElseThrow();
    }

    /** Descriptors the gateway holds open. */
    private static long open() {
        long pid = SUITE.states().stream()
                .filter(state -> state.part().equals(Service.GATEWAY.label()))
                .findFirst()
                .orElseThrow()
                .pid()
                .orElseThrow();
        try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
