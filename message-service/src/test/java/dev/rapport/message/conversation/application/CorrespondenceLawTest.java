package dev.rapport.message.conversation.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.events.By;
import dev.rapport.events.MessageFact.MessageFlagged;
import dev.rapport.events.MessageFact.MessageSent;
import dev.rapport.events.MessageFact.TurnAnswered;
import dev.rapport.events.MessageFact.TurnOpened;
import dev.rapport.events.MessageFact.TurnOverdue;
import dev.rapport.events.MessageFact.TurnResponded;
import dev.rapport.events.RapportEvent;
import dev.rapport.kit.outbox.Fact;
import dev.rapport.message.conversation.application.Desk.Letter;
import dev.rapport.message.conversation.model.Conversation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Laws of turns over random correspondence: MSG-02, MSG-03, section 0. The seed is the name of the case. */
class CorrespondenceLawTest {

    private static final Instant START = Instant.parse("2024-07-01T00:00:00Z");

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 60);
    }

    /** How the stream is cut into transactions is nobody's business. */
    @ParameterizedTest
    @MethodSource("seeds")
    void shouldComeToTheSameHoweverTheStreamIsCutIntoBatches(long seed) {
        Random random = new Random(seed);
        List<Letter> stream = shuffledALittle(stream(random), random);

        Desk atOnce = new Desk();
        atOnce.take(stream);
        Desk inPieces = taken(stream, random);
        Desk oneByOne = new Desk();
        stream.forEach(letter -> oneByOne.take(List.of(letter)));

        assertSame(inPieces, atOnce);
        assertSame(oneByOne, atOnce);
    }

    /** MSG-02: the same message twice, whatever came between, is stored and told once. */
    @ParameterizedTest
    @MethodSource("seeds")
    void shouldComeToTheSameWhenLettersComeAgain(long seed) {
        Random random = new Random(seed);
        List<Letter> stream = shuffledALittle(stream(random), random);
        List<Letter> withRepeats = new ArrayList<>();
        for (Letter letter : stream) {
            withRepeats.add(letter);
            while (random.nextInt(3) == 0) {
                withRepeats.add(withRepeats.get(random.nextInt(withRepeats.size())));
            }
        }

        assertSame(taken(withRepeats, random), taken(stream, random));
    }

    /** A restored service derives its facts again: they have the same ids, so they are recognised. */
    @ParameterizedTest
    @MethodSource("seeds")
    void shouldGiveFactsTheSameIdsWhenDerivedAgain(long seed) {
        List<Letter> stream = stream(new Random(seed));

        List<String> ids = taken(stream, new Random(seed)).factIds();

        assertThat(taken(stream, new Random(seed + 1)).factIds()).isEqualTo(ids);
        assertThat(ids).doesNotHaveDuplicates();
    }

    /** In the order of sending, turns are those a straightforward reading of section 0 gives. */
    @ParameterizedTest
    @MethodSource("seeds")
    void shouldFollowSectionZeroToTheLetterWhenNothingIsLate(long seed) {
        List<Letter> stream = stream(new Random(seed));

        Desk desk = taken(stream, new Random(seed));

        assertThat(desk.facts().stream()
                        .filter(fact -> !isOfAClock(fact))
                        .map(CorrespondenceLawTest::plain)
                        .toList())
                .containsExactlyElementsOf(sectionZero(stream));
    }

    /** Rulebook, Time passing; MSG-04, MSG-12: a breach is the same fact whether it was seen coming or found out afterwards. */
    @ParameterizedTest
    @MethodSource("seeds")
    void shouldTellTheSameBreachesWhetherOrNotAnybodyLookedInBetween(long seed) {
        List<Letter> stream = stream(new Random(seed));
        Instant end = stream.getLast().sentAt().plus(Duration.ofDays(10));

        Desk watched = new Desk();
        for (Letter letter : stream) {
            watched.passTime(letter.sentAt().minusNanos(1000));
            watched.take(List.of(letter));
        }
        watched.passTime(end);
        Desk unwatched = taken(stream, new Random(seed));
        unwatched.passTime(end);

        assertThat(ofClocks(watched)).isNotEmpty().containsExactlyInAnyOrderElementsOf(ofClocks(unwatched));
        assertThat(watched.factIds()).doesNotHaveDuplicates();
        assertThat(watched.conversations().values().stream()
                        .filter(Conversation::waiting)
                        .map(conversation ->
                                watched.nextMarkAt(conversation.key().conversationId())))
                .allMatch(java.util.Objects::isNull);
    }

    private static List<String> ofClocks(Desk desk) {
        return desk.facts().stream()
                .filter(CorrespondenceLawTest::isOfAClock)
                .map(fact -> fact.id() + " " + fact.event())
                .toList();
    }

    private static boolean isOfAClock(Fact fact) {
        return fact.event() instanceof TurnOverdue || fact.event() instanceof MessageFlagged;
    }

    /** However late things come, what was told stays consistent. */
    @ParameterizedTest
    @MethodSource("seeds")
    void shouldNeverContradictWhatWasToldHoweverLateThingsCome(long seed) {
        Random random = new Random(seed);
        List<Letter> stream = new ArrayList<>(stream(random));
        Collections.shuffle(stream, random);

        Desk desk = taken(stream, random);

        assertThat(desk.messages()).hasSize(stream.size());
        assertThat(desk.factIds()).doesNotHaveDuplicates();
        assertThat(told(desk, MessageSent.class)).hasSize((int)
                stream.stream().filter(letter -> letter.by() != null).count());
        Map<String, TurnOpened> opened = new HashMap<>();
        Set<String> responded = new HashSet<>();
        Set<String> answered = new HashSet<>();
        Map<String, String> waiting = new HashMap<>();
        for (Fact fact : desk.facts()) {
            RapportEvent event = fact.event();
            if (event instanceof TurnOpened turn) {
                assertThat(opened.put(turn.turnId(), turn)).isNull();
                assertThat(waiting.put(turn.conversationId(), turn.turnId())).isNull();
            } else if (event instanceof TurnResponded turn) {
                assertThat(responded.add(turn.turnId())).isTrue();
                assertThat(opened.get(turn.turnId()))
                        .isNotNull()
                        .extracting(TurnOpened::openedAt)
                        .isEqualTo(turn.openedAt());
                assertThat(turn.respondedAt()).isAfterOrEqualTo(turn.openedAt());
            } else if (event instanceof TurnAnswered turn) {
                assertThat(answered.add(turn.turnId())).isTrue();
                assertThat(responded).contains(turn.turnId());
                assertThat(turn.answeredAt()).isAfterOrEqualTo(turn.openedAt());
                assertThat(waiting.remove(turn.conversationId())).isEqualTo(turn.turnId());
            }
        }
        desk.conversations().forEach((id, conversation) -> assertThat(conversation.waiting())
                .isEqualTo(waiting.containsKey(id)));
    }

    private static void assertSame(Desk one, Desk other) {
        assertThat(one.conversations()).isEqualTo(other.conversations());
        assertThat(one.messages()).isEqualTo(other.messages());
        assertThat(one.facts()).isEqualTo(other.facts());
    }

    private static Desk taken(List<Letter> stream, Random random) {
        Desk desk = new Desk();
        int from = 0;
        while (from < stream.size()) {
            int to = Math.min(stream.size(), from + 1 + random.nextInt(20));
            desk.take(stream.subList(from, to));
            from = to;
        }
        return desk;
    }

    /** A few conversations with pauses, bursts and messages of one instant, in the order of sending. */
    private static List<Letter> stream(Random random) {
        List<Letter> stream = new ArrayList<>();
        for (int c = 0; c < 6; c++) {
            Instant now = START.plusSeconds(random.nextInt(86_400));
            int letters = 1 + random.nextInt(25);
            for (int m = 0; m < letters; m++) {
                now = now.plusSeconds(random.nextInt(4) == 0 ? 0 : random.nextInt(40_000));
                String id = "m" + m;
                stream.add(
                        switch (random.nextInt(5)) {
                            case 0, 1 -> Desk.fromBuyer("c" + c, id, now);
                            case 2 -> Desk.fromSeller("c" + c, id, now, By.AUTO);
                            default -> Desk.fromSeller("c" + c, id, now, By.HUMAN);
                        });
            }
        }
        stream.sort(Comparator.comparing(Letter::sentAt));
        return stream;
    }

    private static List<Letter> shuffledALittle(List<Letter> stream, Random random) {
        List<Letter> shuffled = new ArrayList<>(stream);
        for (int i = 1; i < shuffled.size(); i++) {
            if (random.nextInt(4) == 0) {
                Collections.swap(shuffled, i, i - 1);
            }
        }
        return shuffled;
    }

    /** Section 0 once more, as plainly as it can be said. */
    private static List<String> sectionZero(List<Letter> stream) {
        List<String> told = new ArrayList<>();
        Map<String, Instant> openedAt = new HashMap<>();
        Map<String, Instant> autoAt = new HashMap<>();
        for (Letter letter : stream) {
            String c = letter.conversationId();
            boolean waits = openedAt.containsKey(c);
            if (letter.by() == null) {
                if (!waits) {
                    openedAt.put(c, letter.sentAt());
                    told.add("opened " + c + " " + letter.sentAt());
                }
                continue;
            }
            told.add("sent " + c + " " + letter.messageId());
            if (waits && !autoAt.containsKey(c)) {
                told.add("responded " + c + " " + openedAt.get(c) + " " + letter.sentAt() + " " + letter.by());
            }
            if (waits && letter.by() == By.HUMAN) {
                told.add("answered " + c + " " + openedAt.remove(c) + " " + letter.sentAt() + " " + autoAt.remove(c));
            } else if (waits) {
                autoAt.putIfAbsent(c, letter.sentAt());
            }
        }
        return told;
    }

    private static String plain(Fact fact) {
        RapportEvent event = fact.event();
        if (event instanceof TurnOpened turn) {
            return "opened " + turn.conversationId() + " " + turn.openedAt();
        } else if (event instanceof MessageSent message) {
            return "sent " + message.conversationId() + " " + message.messageId();
        } else if (event instanceof TurnResponded turn) {
            return "responded " + turn.conversationId() + " " + turn.openedAt() + " " + turn.respondedAt() + " "
                    + turn.by();
        } else if (event instanceof TurnAnswered turn) {
            return "answered " + turn.conversationId() + " " + turn.openedAt() + " " + turn.answeredAt() + " "
                    + turn.autoRespondedAt();
        }
        throw new AssertionError("no such fact is expected here: " + event);
    }

    private static <T> List<T> told(Desk desk, Class<T> type) {
        return desk.facts().stream()
                .map(Fact::event)
                .flatMap(event -> type.isInstance(event) ? Stream.of(type.cast(event)) : Stream.empty())
                .toList();
    }
}
