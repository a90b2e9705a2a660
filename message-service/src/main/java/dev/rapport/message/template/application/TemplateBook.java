package dev.rapport.message.template.application;

import dev.rapport.message.conversation.model.Conversation;
import dev.rapport.message.order.application.Orders;
import dev.rapport.message.order.model.OrderFile;
import dev.rapport.message.order.model.OrderKey;
import dev.rapport.policy.Pack;
import dev.rapport.policy.TemplateTable.ShippedTemplate;
import dev.rapport.text.template.Template;
import dev.rapport.text.template.Variable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** MSG-08: a seller's templates over the shipped ones, and filling one in: wholly, or not at all. */
public final class TemplateBook {

    private final Templates templates;
    private final Orders orders;

    public TemplateBook(Templates templates, Orders orders) {
        this.templates = templates;
        this.orders = orders;
    }

    /**
     * What is to be filled in.
     *
     * @param language ISO 639-1; null for the buyer's, else English
     * @param values by variable's name; they go before what is known of the conversation
     * @param conversation whose case it is for; null for none
     */
    public record Wanted(
            String templateId,
            @Nullable String language,
            Map<String, String> values,
            @Nullable Conversation conversation) {
        public Wanted {
            values = Map.copyOf(values);
        }
    }

    /** What came of it. */
    public sealed interface Result {

        record Filled(String text, String language, long version) implements Result {}

        record NoSuchTemplate() implements Result {}

        /** It has no text in the language asked for. */
        record NoText(Set<String> languages) implements Result {}

        /** These names are none of the variables there are. */
        record UnknownVariables(Set<String> names) implements Result {}

        /** Nothing is rendered: these have no value. */
        record Incomplete(Set<Variable> missing) implements Result {}
    }

    /** A seller's own, else the shipped one; null when there is neither. */
    public @Nullable OwnTemplate find(Connection tx, String sellerId, String templateId, Pack pack)
            throws SQLException {
        OwnTemplate own = templates.find(tx, sellerId, templateId);
        ShippedTemplate shipped = pack.texts().templates().templates().get(templateId);
        return own == null && shipped != null ? OwnTemplate.shipped(templateId, shipped) : own;
    }

    /** All there are, by id. */
    public List<OwnTemplate> all(Connection tx, String sellerId, Pack pack) throws SQLException {
        var all = new TreeMap<String, OwnTemplate>();
        pack.texts().templates().templates().forEach((id, shipped) -> all.put(id, OwnTemplate.shipped(id, shipped)));
        all.putAll(templates.all(tx, sellerId));
        return List.copyOf(all.values());
    }

    /** Fills a template in. */
    public Result fill(Connection tx, String sellerId, Wanted wanted, Pack pack) throws SQLException {
        OwnTemplate template = find(tx, sellerId, wanted.templateId(), pack);
        if (template == null) {
            return new Result.NoSuchTemplate();
        }
        var values = new EnumMap<Variable, String>(Variable.class);
        if (wanted.conversation() != null) {
            values.putAll(CaseValues.of(wanted.conversation(), order(tx, wanted.conversation())));
        }
        var unknown = new TreeSet<String>();
        wanted.values().forEach((name, value) -> Variable.named(name)
                .ifPresentOrElse(variable -> values.put(variable, value), () -> unknown.add(name)));
        if (!unknown.isEmpty()) {
            return new Result.UnknownVariables(unknown);
        }
        String language = language(template, wanted);
        String text = language == null ? null : template.texts().get(language);
        if (language == null || text == null) {
            return new Result.NoText(new TreeSet<>(template.texts().keySet()));
        }
        if (!(Template.parse(text) instanceof Template.Sound(Template sound))) {
            throw new IllegalStateException("a faulty template was saved: " + template.templateId());
        }
        return switch (sound.render(values)) {
            case Template.Complete(String filled) -> new Result.Filled(filled, language, template.version());
            case Template.Incomplete(Set<Variable> missing) -> new Result.Incomplete(missing);
        };
    }

    /** It went out. */
    public void used(Connection tx, String sellerId, String templateId, Instant now) throws SQLException {
        templates.used(tx, sellerId, templateId, now);
    }

    private static @Nullable String language(OwnTemplate template, Wanted wanted) {
        if (wanted.language() != null) {
            return wanted.language();
        }
        Conversation conversation = wanted.conversation();
        String buyers = conversation == null ? null : conversation.buyer().language();
        String primary = buyers == null ? "en" : primary(buyers);
        return template.texts().containsKey(primary) ? primary : "en";
    }

    private static String primary(String tag) {
        int end = tag.indexOf('-');
        return (end < 0 ? tag : tag.substring(0, end)).toLowerCase(Locale.ROOT);
    }

    private @Nullable OrderFile order(Connection tx, Conversation conversation) throws SQLException {
        if (conversation.orderId() == null) {
            return null;
        }
        var key = new OrderKey(conversation.key().sellerId(), conversation.orderId());
        return orders.files(tx, List.of(key)).get(key);
    }
}
