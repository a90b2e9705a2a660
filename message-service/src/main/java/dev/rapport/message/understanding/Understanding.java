package dev.rapport.message.understanding;

import dev.rapport.events.By;
import dev.rapport.events.Money;
import dev.rapport.events.QualityFlag;
import dev.rapport.events.ReviewClass;
import dev.rapport.events.Scene;
import dev.rapport.language.Languages;
import dev.rapport.message.conversation.model.Judgement;
import dev.rapport.message.conversation.model.TurnTriage;
import dev.rapport.message.order.model.Happening;
import dev.rapport.message.order.model.OrderFile;
import dev.rapport.policy.MannerSignal;
import dev.rapport.policy.Pack;
import dev.rapport.text.advice.Advice;
import dev.rapport.text.advice.Exchange;
import dev.rapport.text.manner.Manners;
import dev.rapport.text.phrase.Phrases;
import dev.rapport.text.privacy.DataRequest;
import dev.rapport.text.promise.Promise;
import dev.rapport.text.promise.Promises;
import dev.rapport.text.quality.Substance;
import dev.rapport.text.scene.Scenes;
import dev.rapport.text.screening.Finding;
import dev.rapport.text.triage.Assessing;
import dev.rapport.text.triage.Assessment;
import dev.rapport.text.triage.Assessment.Level;
import dev.rapport.text.triage.Matter;
import dev.rapport.text.trust.TrustScores;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** Reads texts by the words of a pack. The tables of each pack and version are made ready when they are first asked for. */
public final class Understanding {

    private final Languages languages;
    private final ConcurrentMap<String, Words> ofPacks = new ConcurrentHashMap<>();

    public Understanding(Languages languages) {
        this.languages = languages;
    }

    private record Words(
            Scenes scenes,
            Manners manners,
            TrustScores trust,
            Advice advice,
            Phrases<ReviewClass> classes,
            Promises promises) {
        static Words of(Pack pack) {
            return new Words(
                    Scenes.of(pack),
                    Manners.of(pack),
                    TrustScores.of(pack),
                    Advice.of(pack),
                    Phrases.of(pack.reviews().classes(), ReviewClass.class),
                    Promises.of(pack));
        }
    }

    private Words words(Pack pack) {
        return ofPacks.computeIfAbsent(pack.label(), _ -> Words.of(pack));
    }

    /**
     * Reads a buyer's message.
     *
     * @param wantsLanguage whether its language is to be found out
     */
    public Heard hear(String text, Pack pack, boolean wantsLanguage) {
        Words words = words(pack);
        var spoken = words.manners.in(text);
        return new Heard(
                words.scenes.of(text).scene(),
                wantsLanguage ? languages.of(text).orElse(null) : null,
                spoken.has(MannerSignal.URGENT),
                spoken.has(MannerSignal.ANGRY),
                spoken.complains(),
                spoken.feelsCold(),
                Substance.isTrivialNote(spoken));
    }

    /**
     * MSG-06: what a turn is, by the pack's rules and what is known of the order when the buyer writes.
     *
     * @param order null when there is none, or none was told of
     * @param orders how many the buyer has placed
     */
    public TurnTriage triage(Heard heard, @Nullable OrderFile order, int orders, Pack pack, Instant now) {
        Happening.Placed placed = order == null ? null : order.placed();
        var matter = new Matter(
                heard.scene(),
                heard.inHaste(),
                heard.angry(),
                order != null && order.disputedAt(now),
                order == null ? Optional.empty() : Optional.ofNullable(order.deadlineAt(now)),
                placed == null ? Optional.<Money>empty() : Optional.of(placed.amount()),
                LocalDate.ofInstant(placed == null ? now : placed.at(), ZoneOffset.UTC),
                orders,
                order == null ? Set.of() : order.categories(),
                now);
        Assessment found = Assessing.of(matter, pack.triage());
        return new TurnTriage(found.urgency() == Level.HIGH, found.value() == Level.HIGH, found.reasons(), null);
    }

    /**
     * MSG-12, MSG-13: what is made of a seller message by its words alone.
     *
     * @param answered the buyer's last message before it; null when there is none
     */
    public Judgement judge(String text, By by, @Nullable String answered, Pack pack) {
        Words words = words(pack);
        var flags = Substance.isEmpty(words.manners.in(text)) ? List.of(QualityFlag.EMPTY) : List.<QualityFlag>of();
        boolean toComplaint = answered != null && words.manners.in(answered).complains();
        Integer trust = by == By.HUMAN
                ? Integer.valueOf(words.trust.score(text, toComplaint).score())
                : null;
        return new Judgement(trust, flags);
    }

    /** MSG-19: how long a buyer may be silent after a seller's words; null when they ask nothing. */
    public @Nullable Duration silentAfter(String text, Pack pack) {
        return words(pack).manners.in(text).asks() ? pack.messages().silentAfter() : null;
    }

    /** MSG-18: what a buyer's message asks about their data; nothing, as a rule. */
    public Set<DataRequest> dataRequests(String text, Pack pack) {
        return DataRequest.in(words(pack).manners.in(text));
    }

    /** What is heard in a text. */
    public Set<MannerSignal> signals(String text, Pack pack) {
        return words(pack).manners.in(text).signals();
    }

    /** MSG-22: what a buyer has said, all texts together. */
    public Claims claims(List<String> texts, Pack pack) {
        Words words = words(pack);
        Set<Scene> scenes = EnumSet.noneOf(Scene.class);
        Set<MannerSignal> signals = EnumSet.noneOf(MannerSignal.class);
        boolean threatens = false;
        for (String text : texts) {
            var spoken = words.manners.in(text);
            scenes.add(words.scenes.of(text).scene());
            signals.addAll(spoken.signals());
            threatens |= words.classes.in(spoken.folded()).stream()
                    .anyMatch(match -> match.signal() == ReviewClass.MALICIOUS);
        }
        return new Claims(scenes, signals, threatens);
    }

    /** MSG-13: whether words of a buyer, in a message or a review, signal coldness. */
    public boolean isCold(String text, Pack pack) {
        return words(pack).manners.in(text).feelsCold();
    }

    /** MSG-16: what a seller message promises, in the order of its words. */
    public List<Promise> promises(String text, Pack pack) {
        return words(pack).promises.in(text);
    }

    /** MSG-21: what is advised against in a reply; it warns and never blocks. */
    public List<Finding> advise(String reply, Exchange exchange, Pack pack) {
        return words(pack).advice.on(reply, languages.of(reply), exchange);
    }
}
