package dev.rapport.kit.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rapport.events.DeadLetterHeaders;
import dev.rapport.events.Topic;
import dev.rapport.kit.broker.BrokerAccess;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Looks through the dead letters and sends them again to the topics they came from. Needs nothing but Kafka, so the command line and
 * the gateway use it alike.
 *
 * <p>A record that is sent again carries {@code rapport-replay} (when) and keeps {@code dlq-service}: only the service that could not
 * apply it takes it, the others of its topic's readers applied it the first time.
 */
public final class DeadLetterReplay {

    static final String ORIGINAL_SHA256 = "dlq-original-sha256";
    static final String ORIGINAL_BYTES = "dlq-original-bytes";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String bootstrap;
    private final Clock clock;

    /** @param bootstrap Kafka's {@code bootstrap.servers} */
    public DeadLetterReplay(String bootstrap, Clock clock) {
        this.bootstrap = bootstrap;
        this.clock = clock;
    }

    /**
     * All dead letters there are now that match, each once, the oldest first, with their values. One that was set aside again after a
     * replay appears again, since it came from another place.
     *
     * @throws KafkaException when the broker does not answer in 30 s
     */
    public List<DeadLetter> list(Predicate<DeadLetter> wanted) {
        List<DeadLetter> letters = new ArrayList<>();
        each(wanted, letters::add);
        letters.sort(Comparator.comparing(DeadLetter::at));
        return letters;
    }

    /**
     * Sends all dead letters that match again, in the order of their partitions, and waits until the broker has them.
     *
     * @return how many were sent: all but those of which only the head was kept
     * @throws KafkaException when the broker does not answer in 30 s or did not take one; others may have been sent
     */
    public int replay(Predicate<DeadLetter> wanted) {
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        AtomicInteger sent = new AtomicInteger();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(producerConfig(), new ByteArraySerializer(), new ByteArraySerializer())) {
            each(wanted.and(DeadLetter::whole), letter -> {
                var unused = producer.send(again(letter), (metadata, exception) -> {
                    if (exception == null) {
                        sent.incrementAndGet();
                    } else {
                        failure.compareAndSet(null, exception);
                    }
                });
            });
            producer.flush();
        }
        Exception refused = failure.get();
        if (refused != null) {
            throw new KafkaException("a dead letter was not taken by the broker", refused);
        }
        return sent.get();
    }

    /** A dead letter's own place on its topic. */
    public record Place(int partition, long offset) {}

    /**
     * Takes letters.
     *
     * @param <X> what it throws; inferred
     */
    @FunctionalInterface
    public interface Taking<X extends Exception> {
        void take(List<DeadLetter> letters) throws X;
    }

    /**
     * Reads the dead letters from these places on, up to what is there now, some at a time. A place the topic
     * does not have, since it was cut or made anew, is its beginning.
     *
     * @param next the place to begin at of each partition; one that is missing is read from its beginning
     * @throws KafkaException when the broker does not answer in 30 s; what was taken before stays taken
     */
    public <X extends Exception> void since(Map<Integer, Long> next, Taking<X> taking) throws X {
        read(next, records -> {
            List<DeadLetter> letters = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> found : records) {
                letters.add(read(found));
            }
            if (!letters.isEmpty()) {
                taking.take(letters);
            }
        });
    }

    /**
     * Sends those at these places again, in their order, and waits until the broker has them.
     *
     * @return the places of those that were sent: not of those that are gone, nor of which only the head was kept
     * @throws KafkaException when the broker does not answer in 30 s or did not take one; others may have been sent
     */
    public Set<Place> replay(Collection<Place> places) {
        Set<Place> sent = new HashSet<>();
        if (places.isEmpty()) {
            return sent;
        }
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer();
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(producerConfig(), new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Place> inOrder = places.stream()
                    .distinct()
                    .sorted(Comparator.comparing(Place::partition).thenComparing(Place::offset))
                    .toList();
            for (Place place : inOrder) {
                DeadLetter letter = at(consumer, place);
                if (letter != null && letter.whole()) {
                    var unused = producer.send(
                            again(letter), (metadata, exception) -> failure.compareAndSet(null, exception));
                    sent.add(place);
                }
            }
            producer.flush();
        }
        Exception refused = failure.get();
        if (refused != null) {
            throw new KafkaException("a dead letter was not taken by the broker", refused);
        }
        return sent;
    }

    /** The letter at a place; null when the topic has none there. */
    private static @Nullable DeadLetter at(KafkaConsumer<byte[], byte[]> consumer, Place place) {
        TopicPartition partition = new TopicPartition(Topic.DEAD_LETTERS.wireName(), place.partition());
        List<TopicPartition> alone = List.of(partition);
        long begin = consumer.beginningOffsets(alone, PATIENCE).getOrDefault(partition, 0L);
        long end = consumer.endOffsets(alone, PATIENCE).getOrDefault(partition, 0L);
        if (place.offset() < begin || place.offset() >= end) {
            return null;
        }
        consumer.assign(alone);
        consumer.seek(partition, place.offset());
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (consumer.position(partition) <= place.offset()) {
            for (ConsumerRecord<byte[], byte[]> found : consumer.poll(Duration.ofMillis(500))) {
                return found.offset() == place.offset() ? read(found) : null;
            }
            if (System.nanoTime() - deadline > 0) {
                throw new KafkaException("the broker gives no dead letter");
            }
        }
        return null;
    }

    private void each(Predicate<DeadLetter> wanted, Consumer<DeadLetter> action) {
        Set<String> seen = new HashSet<>();
        read(Map.of(), records -> {
            for (ConsumerRecord<byte[], byte[]> found : records) {
                DeadLetter letter = read(found);
                if (wanted.test(letter) && seen.add(letter.service() + ' ' + letter.origin())) {
                    action.accept(letter);
                }
            }
        });
    }

    @FunctionalInterface
    private interface Reading<X extends Exception> {
        void on(ConsumerRecords<byte[], byte[]> records) throws X;
    }

    private <X extends Exception> void read(Map<Integer, Long> next, Reading<X> reading) throws X {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topic.DEAD_LETTERS.wireName(), PATIENCE).stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList();
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions, PATIENCE);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
            consumer.assign(partitions);
            for (TopicPartition partition : partitions) {
                long begin = begins.getOrDefault(partition, 0L);
                long from = next.getOrDefault(partition.partition(), begin);
                boolean there = from >= begin && from <= ends.getOrDefault(partition, 0L);
                consumer.seek(partition, there ? from : begin);
            }
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                var records = consumer.poll(Duration.ofMillis(500));
                if (!records.isEmpty()) {
                    deadline = System.nanoTime() + PATIENCE.toNanos();
                } else if (System.nanoTime() - deadline > 0) {
                    throw new KafkaException("the broker gives no dead letters");
                }
                if (!records.isEmpty()) {
                    reading.on(records);
                }
            }
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(consumerConfig(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private ProducerRecord<byte[], byte[]> again(DeadLetter letter) {
        List<Header> headers = new ArrayList<>(letter.headers());
        headers.add(header(DeadLetterHeaders.REPLAY, clock.instant().toString()));
        headers.add(header(DeadLetterHeaders.SERVICE, letter.service()));
        return new ProducerRecord<>(letter.origin().topic(), null, null, letter.key(), letter.value(), headers);
    }

    /** Whether a replayed record is meant for another service than this one. */
    public static boolean isForAnother(Headers headers, String service) {
        if (headers.lastHeader(DeadLetterHeaders.REPLAY) == null) {
            return false;
        }
        String addressee = text(headers, DeadLetterHeaders.SERVICE);
        return addressee != null && !addressee.equals(service);
    }

    /** Whether a header is put on a record by its stay among the dead letters. */
    static boolean isOurs(String header) {
        return header.startsWith("dlq-") || header.equals(DeadLetterHeaders.REPLAY);
    }

    private static DeadLetter read(ConsumerRecord<byte[], byte[]> letter) {
        Headers headers = letter.headers();
        String[] reason = orElse(text(headers, DeadLetterHeaders.REASON), "").split(": ", 2);
        List<Header> original = new ArrayList<>();
        headers.forEach(h -> {
            if (!isOurs(h.key())) {
                original.add(h);
            }
        });
        return new DeadLetter(
                letter.partition(),
                letter.offset(),
                new DeadLetter.Origin(
                        orElse(text(headers, DeadLetterHeaders.TOPIC), ""),
                        (int) number(text(headers, DeadLetterHeaders.PARTITION)),
                        number(text(headers, DeadLetterHeaders.OFFSET))),
                orElse(text(headers, DeadLetterHeaders.SERVICE), ""),
                reason[0],
                reason.length > 1 ? reason[1] : "",
                time(text(headers, DeadLetterHeaders.AT), letter.timestamp()),
                text(headers, "ce_type"),
                letter.key() == null ? null : new String(letter.key(), UTF_8),
                headers.lastHeader(ORIGINAL_SHA256) == null,
                letter.key(),
                original,
                letter.value());
    }

    private static @Nullable String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }

    private static String orElse(@Nullable String text, String otherwise) {
        return text == null ? otherwise : text;
    }

    private static long number(@Nullable String text) {
        try {
            return text == null ? -1 : Long.parseLong(text);
        } catch (NumberFormatException foreign) {
            return -1;
        }
    }

    private static Instant time(@Nullable String text, long otherwise) {
        try {
            return text == null ? Instant.ofEpochMilli(otherwise) : Instant.parse(text);
        } catch (DateTimeParseException foreign) {
            return Instant.ofEpochMilli(otherwise);
        }
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(UTF_8));
    }

    private Map<String, Object> consumerConfig() {
        Map<String, Object> config = new HashMap<>(BrokerAccess.settings(bootstrap));
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        return config;
    }

    private Map<String, Object> producerConfig() {
        Map<String, Object> config = new HashMap<>(BrokerAccess.settings(bootstrap));
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE.toMillis());
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topic.DEAD_LETTERS.maxMessageBytes());
        return config;
    }
}
