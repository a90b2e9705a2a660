package dev.rapport.score.freshness;

import static dev.rapport.score.Caller.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rapport.kit.seller.SellerLocks;
import dev.rapport.score.Feeder;
import dev.rapport.score.ScoreServiceServers;
import dev.rapport.score.engine.Facts;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** The lag tells how old an answer is, whatever is stuck. */
@QuarkusTest
@WithTestResource(value = ScoreServiceServers.class, scope = TestResourceScope.GLOBAL)
class LagIT {
    private static final Facts FACTS = new Facts("slow");

    @Inject
    @DataSource("worker")
    AgroalDataSource worker;

    private static float lag(String seller) {
        return as("viewer", seller)
                .get("/api/v1/sellers/" + seller + "/score")
                .then()
                .statusCode(200)
                .extract()
                .path("freshness.lagSeconds");
    }

    private static void awaitCaughtUp() {
        await().atMost(Duration.ofMinutes(3))
                .untilAsserted(() -> assertThat(lag("slow")).isLessThan(1.5f));
    }

    @Test
    void shouldGrowWhileTheConsumerIsStuckAndFallWhenItGoesOn() throws Exception {
        try (Feeder feeder = new Feeder()) {
            feeder.binary(FACTS.order("o1", Instant.now()));
            awaitCaughtUp();
            try (Connection stuck = worker.getConnection()) {
                stuck.setAutoCommit(false);
                SellerLocks.exclusive(stuck, List.of("slow"));
                feeder.binary(FACTS.order("o2", Instant.now()));
                await().atMost(Duration.ofMinutes(3))
                        .untilAsserted(() -> assertThat(lag("slow")).isGreaterThan(3f));
                stuck.rollback();
            }
            awaitCaughtUp();
            assertThat(as("viewer", "slow").get("/api/v1/sellers/slow/score").<Integer>path("counters.orders_placed"))
                    .isEqualTo(2);
        }
    }

    @Test
    void shouldNotTakeTheMarksOfTransactionsForRecordsThatWait() throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        ConfigProvider.getConfig().getValue("RAPPORT_KAFKA", String.class),
                        "transactional.id",
                        "lag-it"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            // Of no known type: skipped, but a record all the same.
            producer.send(new ProducerRecord<>("rapport.messages", new byte[] {'s'}, new byte[] {'{', '}'}))
                    .get();
            producer.commitTransaction();
        }
        Instant since = Instant.now();
        await().atMost(Duration.ofMinutes(3))
                .until(() -> Instant.now().isAfter(since.plusSeconds(4)) && lag("slow") < 1.5f);
    }
}
