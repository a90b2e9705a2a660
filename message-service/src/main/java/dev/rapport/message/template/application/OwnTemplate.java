package dev.rapport.message.template.application;

import dev.rapport.events.Kind;
import dev.rapport.events.Scene;
import dev.rapport.policy.TemplateTable.ShippedTemplate;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A template as a seller has it.
 *
 * @param kind the conversations it is for; null for all
 * @param scene null for any
 * @param texts by language (ISO 639-1)
 * @param version 0 of a shipped one
 * @param savedAt null of a shipped one
 * @param savedBy null of a shipped one
 */
public record OwnTemplate(
        String templateId,
        @Nullable Kind kind,
        @Nullable Scene scene,
        Map<String, String> texts,
        long version,
        @Nullable Instant savedAt,
        @Nullable String savedBy) {

    public OwnTemplate {
        texts = Map.copyOf(texts);
    }

    /** As it was shipped. */
    public static OwnTemplate shipped(String templateId, ShippedTemplate shipped) {
        return new OwnTemplate(templateId, shipped.kind(), shipped.scene(), shipped.texts(), 0, null, null);
    }

    public boolean isShipped() {
        return version == 0;
    }
}
