package dev.rapport.bench.race;

/** Who runs, in the order in which it is told of. */
public enum Contestant {
    /** Consumes and counts bytes. */
    RAW("raw", "consumes, and does nothing with it"),
    /** Consumes and binds every record to its event, with the suite's own codec. */
    PARSE("parse", "consumes and parses with the engine's parser"),
    /** score-service, only counting. */
    ENGINE("engine", "score-service, counting: batches into PostgreSQL, each event once"),
    /** score-service as the suite runs it. */
    SERVICE("service", "score-service as it is, scores told on rapport.scores beside counting"),
    /** The Kafka Streams application. */
    STREAMS("kafkaStreams", "Kafka Streams: exactly-once v2, RocksDB, changelogs"),
    /** The Apache Flink job. */
    FLINK("flink", "Apache Flink: mini cluster, heap state, a checkpoint every second");

    private final String label;
    private final String what;

    Contestant(String label, String what) {
        this.label = label;
        this.what = what;
    }

    /** The first part of its keys in the figures. */
    public String label() {
        return label;
    }

    /** What it does, in words. */
    public String what() {
        return what;
    }
}
