package dev.rapport.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rapport.local.suite.PartState;
import dev.rapport.system.suite.EventStream;
import dev.rapport.system.suite.RestClient;
import dev.rapport.system.suite.RunningSuite;
import dev.rapport.system.world.Lines;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Issue 6: 5,000 open streams in 300 MB, and a message on all of them within a second. Measured and printed. */
@Tag("bench")
class ManyStreamsIT {
    private static final int STREAMS = 5_000;
    private static final int SELLERS = 50;
    private static final long MEGABYTE = 1 << 20;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final RunningSuite suite = RunningSuite.shared();
    private final AtomicInteger ready = new AtomicInteger();
    private final AtomicInteger told = new AtomicInteger();
    private volatile boolean running = true;

    @Test
    void shouldHoldThemAllInThreeHundredMegabytes() throws IOException {
        long alone = gatewayMegabytes();
        try (Selector selector = Selector.open()) {
            Thread reader = Thread.ofPlatform().daemon().start(() -> read(selector));
            for (int i = 0; i < STREAMS; i++) {
                open(selector, "many-" + i % SELLERS);
                int opened = i;
                if (i % 100 == 0) {
                    await().atMost(PATIENCE).until(() -> ready.get() >= opened - 200);
                }
            }
            await().atMost(PATIENCE).until(() -> ready.get() == STREAMS);
            long opened = gatewayMegabytes();
            for (int round = 0; round < 5; round++) {
                for (int i = 0; i < SELLERS; i++) {
                    write("many-" + i, "m" + round);
                }
                long begin = System.nanoTime();
                int all = STREAMS * (round + 1);
                await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> told.get() >= all);
                System.out.printf(
                        "the message of %d sellers on their %d streams %.0f ms after the last was taken%n",
                        SELLERS, STREAMS, (System.nanoTime() - begin) / 1e6);
            }
            long after = gatewayMegabytes();
            System.out.printf(
                    "the gateway holds %d MB alone, %d MB with %d streams, %d MB after %d events on them%n",
                    alone, opened, STREAMS, after, told.get());
            assertThat(after).isLessThanOrEqualTo(300);
            running = false;
            selector.wakeup();
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void open(Selector selector, String seller) throws IOException {
        var gateway = suite.launcher().gateway();
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(gateway.getHost(), gateway.getPort()));
        String token = suite.launcher().token("agent-" + seller, Set.of(seller), Set.of("agent"));
        channel.write(ByteBuffer.wrap(EventStream.request("/api/v1/sellers/" + seller + "/stream", token, null)));
        channel.configureBlocking(false);
        selector.wakeup();
        channel.register(selector, SelectionKey.OP_READ);
    }

    private void read(Selector selector) {
        ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
        try {
            while (running) {
                selector.select(20);
                for (SelectionKey key : selector.selectedKeys()) {
                    bytes.clear();
                    if (((SocketChannel) key.channel()).read(bytes) < 0) {
                        key.cancel();
                        continue;
                    }
                    String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
                    ready.addAndGet(count(text, "event: ready"));
                    told.addAndGet(count(text, "event: buyer-message"));
                }
                selector.selectedKeys().clear();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static int count(String text, String wanted) {
        int count = 0;
        for (int at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
            count++;
        }
        return count;
    }

    private void write(String seller, String message) {
        RestClient feeder = suite.gateway(Set.of(seller), Set.of("feeder"));
        String event = new Lines("/many")
                .buyerMessage(seller, "c1", message, "PRE_SALE", Instant.now(), "Where is parcel 7, please?");
        assertThat(feeder.send(
                                "POST",
                                "/api/v1/sellers/" + seller + "/inbound",
                                "[" + event + "]",
                                "application/cloudevents-batch+json")
                        .status())
                .isEqualTo(200);
    }

    private long gatewayMegabytes() {
        return suite.states().stream()
                        .filter(state -> state.part().equals("gateway"))
                        .map(PartState::residentBytes)
                        .findFirst()
                        .orElseThrow()
                        .orElseThrow()
                / MEGABYTE;
    }
}
