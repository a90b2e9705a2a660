package dev.rapport.local.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rapport.events.DeadLetterHeaders;
import dev.rapport.events.Topic;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code rapport.dead-letters} from its beginning and sends letters back to the topics they came from. One that is
 * sent again carries {@code rapport-replay} and the service that refused it: only that service takes it, the other readers
 * of its topic applied it the first time.
 */
public final class DeadLetters {

    private static final String OURS = "dlq-";
    private static final String CUT = "dlq-original-sha256";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String bootstrap;
    private final Clock clock;

    /** @param bootstrap the broker's address */
    public DeadLetters(String bootstrap, Clock clock) {
        this.bootstrap = bootstrap;
        this.clock = clock;
    }

    /**
     * Those that match, oldest first, each once though it may have been written twice. Without their values.
     *
     * @throws KafkaException when the broker does not answer in 30 s
     */
    public List<DeadLetter> list(Predicate<DeadLetter> wanted) {
        List<DeadLetter> found = new ArrayList<>();
        each(wanted, letter -> found.add(withoutValue(letter)));
        found.sort(Comparator.comparing(DeadLetter::at));
        return found;
    }

    /**
     * Sends those that match again, those of one partition in their order, and returns when the broker has them.
     *
     * @return how many; one of which only the head was kept is not among them
     * @throws KafkaException when the broker does not answer or take them; some may have been sent
     */
    public int replay(Predicate<DeadLetter> wanted) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        PATIENCE.toMillis(),
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        Topic.DEAD_LETTERS.maxMessageBytes()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            each(wanted.and(DeadLetter::whole), letter -> sent.add(producer.send(again(letter))));
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
            return sent.size();
        } catch (ExecutionException e) {
            throw new KafkaException("the broker did not take a dead letter", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
    }

    private ProducerRecord<byte[], byte[]> again(DeadLetter letter) {
        List<Header> headers = new ArrayList<>(letter.headers());
        headers.add(header(DeadLetterHeaders.REPLAY, clock.instant().toString()));
        headers.add(header(DeadLetterHeaders.SERVICE, letter.service()));
        return new ProducerRecord<>(letter.topic(), null, null, letter.key(), letter.value(), headers);
    }

    private void each(Predicate<DeadLetter> wanted, Consumer<DeadLetter> action) {
        // A relay that crashed between sending and deleting writes a letter twice.
        Map<String, Boolean> seen = new LinkedHashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        (int) PATIENCE.toMillis()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topic.DEAD_LETTERS.wireName(), PATIENCE).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(500))) {
                    deadline = System.nanoTime() + PATIENCE.toNanos();
                    DeadLetter letter = read(record);
                    if (seen.put(letter.name(), true) == null && wanted.test(letter)) {
                        action.accept(letter);
                    }
                }
                if (System.nanoTime() > deadline) {
                    throw new KafkaException("the broker gives no dead letters");
                }
            }
        }
    }

    private static DeadLetter read(ConsumerRecord<byte[], byte[]> record) {
        Headers headers = record.headers();
        String[] reason = text(headers, DeadLetterHeaders.REASON).split(": ", 2);
        List<Header> original = new ArrayList<>();
        for (Header header : headers) {
            if (!header.key().startsWith(OURS) && !header.key().equals(DeadLetterHeaders.REPLAY)) {
                original.add(header);
            }
        }
        return new DeadLetter(
                text(headers, DeadLetterHeaders.TOPIC),
                (int) number(text(headers, DeadLetterHeaders.PARTITION)),
                number(text(headers, DeadLetterHeaders.OFFSET)),
                text(headers, DeadLetterHeaders.SERVICE),
                reason[0],
                reason.length > 1 ? reason[1] : "",
                text(headers, DeadLetterHeaders.AT),
                text(headers, "ce_type"),
                text(headers, "ce_id"),
                headers.lastHeader(CUT) == null,
                record.key(),
                record.value(),
                original);
    }

    private static DeadLetter withoutValue(DeadLetter letter) {
        return new DeadLetter(
                letter.topic(),
                letter.partition(),
                letter.offset(),
                letter.service(),
                letter.reason(),
                letter.detail(),
                letter.at(),
                letter.type(),
                letter.id(),
                letter.whole(),
                letter.key(),
                null,
                letter.headers());
    }

    private static String text(Headers headers, String name) {
        @Nullable Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), UTF_8);
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException foreign) {
            return -1;
        }
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(UTF_8));
    }
}
