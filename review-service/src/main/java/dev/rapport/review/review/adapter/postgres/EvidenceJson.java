package dev.rapport.review.review.adapter.postgres;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.events.ReviewClass;
import dev.rapport.review.classification.Evidence;
import java.io.UncheckedIOException;
import java.util.List;

/** Evidence as column {@code evidence} has it. */
final class EvidenceJson {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<List<Item>> ITEMS = new TypeReference<>() {};

    private EvidenceJson() {}

    /** One word found. */
    record Item(@JsonProperty("class") ReviewClass reviewClass, String language, String keyword) {}

    static List<Item> items(List<Evidence> evidence) {
        return evidence.stream()
                .map(one -> new Item(one.reviewClass(), one.language(), one.keyword()))
                .toList();
    }

    static List<Evidence> read(String column) {
        try {
            return JSON.readValue(column, ITEMS).stream()
                    .map(item -> new Evidence(item.reviewClass, item.language, item.keyword))
                    .toList();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
