package dev.rapport.message.autoreply.model;

import dev.rapport.events.Kind;
import dev.rapport.events.Scene;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rule that answers by itself.
 *
 * @param scenes {@code KEYWORD}: what the message is about; empty for any
 * @param keywords {@code KEYWORD}: words of which the message has one; empty for none
 * @param texts by language (ISO 639-1), each a template (MSG-08)
 * @param version rises with every change
 */
public record Rule(
        String ruleId,
        Trigger trigger,
        List<Scene> scenes,
        List<String> keywords,
        Map<String, String> texts,
        boolean active,
        long version) {

    /** When a rule answers; of several that would, the first in this order does. */
    public enum Trigger {
        /** The product asked about is out of stock. */
        OUT_OF_STOCK,
        /** The buyer asks for a parcel that is on its way. */
        LOGISTICS_UPDATE,
        /** The message has one of the rule's words or scenes. */
        KEYWORD,
        /** The first message before a sale. */
        WELCOME,
        /** Nobody is at work. */
        OUTSIDE_HOURS
    }

    public Rule {
        scenes = List.copyOf(scenes);
        keywords = List.copyOf(keywords);
        texts = Map.copyOf(texts);
    }

    /** Whether its trigger is given. */
    public boolean fits(Situation situation) {
        return switch (trigger) {
            case OUT_OF_STOCK -> situation.outOfStock();
            case LOGISTICS_UPDATE ->
                situation.onItsWay()
                        && (situation.scene() == Scene.LOGISTICS_DELAY || situation.scene() == Scene.SHIPPING);
            case KEYWORD -> scenes.contains(situation.scene()) || hasKeyword(situation.text());
            case WELCOME -> situation.kind() == Kind.PRE_SALE && situation.first();
            case OUTSIDE_HOURS -> !situation.atWork();
        };
    }

    private boolean hasKeyword(String text) {
        String said = text.toLowerCase(Locale.ROOT);
        return keywords.stream().anyMatch(keyword -> said.contains(keyword.toLowerCase(Locale.ROOT)));
    }

    /** Its text for a buyer who reads {@code language}: that one, else English, else none. */
    public @Nullable String textFor(@Nullable String language) {
        String primary = language == null ? null : primary(language);
        String text = primary == null ? null : texts.get(primary);
        return text == null ? texts.get("en") : text;
    }

    private static String primary(String tag) {
        int end = tag.indexOf('-');
        return (end < 0 ? tag : tag.substring(0, end)).toLowerCase(Locale.ROOT);
    }
}
