package dev.rapport.kit.outward;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsServer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.JksOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against real servers on loopback; names are told by the test. */
class OutwardCallsTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final String PASSWORD = "changeit";

    private final Vertx vertx = Vertx.vertx();
    private final List<String> hosts = new CopyOnWriteArrayList<>();
    private final List<String> serverNames = new CopyOnWriteArrayList<>();
    private final Deque<InetAddress> told = new ArrayDeque<>();
    private final CountDownLatch held = new CountDownLatch(1);

    @TempDir
    Path folder;

    @AfterEach
    void close() throws Exception {
        held.countDown();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    /** The second answer, which a rebinding name server would have ready, is never asked for. */
    @Test
    void shouldLookANameUpOnceAndCallThatVeryAddress() throws Exception {
        HttpServer server = started(HttpServer.create(free(), 0));
        told.add(LOOPBACK);
        told.add(InetAddress.getByName("192.0.2.1"));
        try (OutwardCalls calls = calls(true)) {
            Answer answer = calls.post(post("http://shop.example.test:" + port(server) + "/hook?a=b", 5_000));

            assertThat(answer).isEqualTo(new Answer.Whole(200, "/hook?a=b hello"));
            assertThat(hosts).containsExactly("shop.example.test:" + port(server));
            assertThat(told).hasSize(1);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void shouldCallNothingThatIsPrivate() throws Exception {
        HttpServer server = started(HttpServer.create(free(), 0));
        told.add(LOOPBACK);
        try (OutwardCalls calls = calls(false)) {
            assertThat(calls.post(post("http://shop.example.test:" + port(server) + "/", 5_000)))
                    .isEqualTo(new Answer.NotCalled("points at a private or loopback address"));
            assertThat(hosts).isEmpty();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void shouldRefuseWhatIsNoUrlOfTheWeb() throws Exception {
        try (OutwardCalls calls = calls(true)) {
            for (String url : List.of(
                    "ftp://a.example/", "http://u:p@a.example/", "http:///x", "file:/etc/passwd", "http://a b/", "")) {
                assertThat(calls.post(post(url, 1_000))).isInstanceOf(Answer.NotCalled.class);
            }
        }
    }

    @Test
    void shouldEndACallThatTakesTooLong() throws Exception {
        HttpServer server = started(HttpServer.create(free(), 0));
        told.add(LOOPBACK);
        try (OutwardCalls calls = calls(true)) {
            assertThat(calls.post(post("http://shop.example.test:" + port(server) + "/held", 200)))
                    .isEqualTo(new Answer.Late());
        } finally {
            held.countDown();
            server.stop(0);
        }
    }

    @Test
    void shouldReadNoMoreThanItMay() throws Exception {
        HttpServer server = started(HttpServer.create(free(), 0));
        told.add(LOOPBACK);
        told.add(LOOPBACK);
        try (OutwardCalls calls = calls(true)) {
            String url = "http://shop.example.test:" + port(server);
            assertThat(calls.post(post(url + "/flood", 10_000))).isInstanceOf(Answer.Broken.class);
            assertThat(calls.post(post(url + "/", 5_000))).isEqualTo(new Answer.Whole(200, "/ hello"));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void shouldSayWhenNobodyAnswersThere() throws Exception {
        told.add(LOOPBACK);
        try (OutwardCalls calls = calls(true)) {
            assertThat(calls.post(post("http://shop.example.test:1/", 5_000))).isInstanceOf(Answer.Broken.class);
        }
    }

    @Test
    void shouldGoByTheNameInTlsThoughItConnectsToAnAddress() throws Exception {
        Path keys = certificateOf("shop.example.test");
        HttpsServer server = HttpsServer.create(free(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(keys)));
        started(server);
        told.add(LOOPBACK);
        told.add(LOOPBACK);
        var options = new HttpClientOptions()
                .setTrustOptions(new JksOptions().setPath(keys.toString()).setPassword(PASSWORD));
        try (OutwardCalls calls = new OutwardCalls(vertx, new Destinations(this::next, true), options)) {
            assertThat(calls.post(post("https://shop.example.test:" + port(server) + "/", 10_000)))
                    .isEqualTo(new Answer.Whole(200, "/ hello"));
            assertThat(serverNames).contains("shop.example.test");
            assertThat(calls.post(post("https://other.example.test:" + port(server) + "/", 10_000)))
                    .isInstanceOf(Answer.Broken.class);
            assertThat(hosts).hasSize(1);
        } finally {
            server.stop(0);
        }
    }

    private OutwardCalls calls(boolean privateToo) {
        return new OutwardCalls(vertx, new Destinations(this::next, privateToo));
    }

    private List<InetAddress> next(String host) throws UnknownHostException {
        InetAddress address = told.poll();
        if (address == null) {
            throw new UnknownHostException(host);
        }
        return List.of(address);
    }

    private static OutwardPost post(String url, int millis) {
        byte[] body = "hello".getBytes(StandardCharsets.UTF_8);
        return new OutwardPost(url, Map.of("Content-Type", "text/plain"), body, Duration.ofMillis(millis), 65_536);
    }

    private static InetSocketAddress free() {
        return new InetSocketAddress(LOOPBACK, 0);
    }

    private static int port(HttpServer server) {
        return server.getAddress().getPort();
    }

    private HttpServer started(HttpServer server) {
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return server;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            hosts.add(exchange.getRequestHeaders().getFirst("Host"));
            if (exchange instanceof HttpsExchange secure) {
                notice(secure.getSSLSession());
            }
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String target = exchange.getRequestURI().toString();
            if (target.equals("/held")) {
                await();
            }
            byte[] answer = target.equals("/flood")
                    ? new byte[10 << 20]
                    : (target + " " + body).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private void notice(SSLSession session) {
        if (session instanceof ExtendedSSLSession extended) {
            extended.getRequestedServerNames()
                    .forEach(name -> serverNames.add(new String(name.getEncoded(), StandardCharsets.US_ASCII)));
        }
    }

    private void await() {
        try {
            held.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Path certificateOf(String name) throws IOException, InterruptedException {
        Path keys = folder.resolve("keys.jks");
        Process made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=dns:" + name,
                        "-storetype",
                        "JKS",
                        "-keystore",
                        keys.toString(),
                        "-storepass",
                        PASSWORD,
                        "-keypass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(made.waitFor()).isZero();
        return keys;
    }

    private static SSLContext context(Path keys) throws Exception {
        KeyStore store = KeyStore.getInstance("JKS");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
