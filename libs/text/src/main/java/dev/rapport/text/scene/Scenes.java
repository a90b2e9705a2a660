package dev.rapport.text.scene;

import dev.rapport.events.Scene;
import dev.rapport.policy.KeywordTable;
import dev.rapport.policy.Pack;
import dev.rapport.text.folding.Folded;
import dev.rapport.text.phrase.Match;
import dev.rapport.text.phrase.Phrases;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * MSG-07: finds the scene of a buyer's message by keywords. Immutable and safe to share.
 *
 * <p>Each phrase speaks for its scene, one of several words twice as loud; of phrases of one scene that overlap the longest is
 * heard. Between equals the more telling scene wins: who writes of an address and a parcel wants the address changed.
 */
public final class Scenes {

    private static final List<Scene> MOST_TELLING_FIRST = List.of(
            Scene.ADDRESS_CHANGE,
            Scene.CUSTOMS,
            Scene.SIZE_FIT,
            Scene.DEFECT,
            Scene.NOT_AS_DESCRIBED,
            Scene.PROMPT_ORDER,
            Scene.RETURN_REFUND,
            Scene.LOGISTICS_DELAY,
            Scene.SHIPPING,
            Scene.PRICE,
            Scene.STOCK);

    /** So many Han characters say as much as several words. */
    private static final int SEVERAL_HAN = 3;

    private final Phrases<Scene> phrases;

    /** By the words of a scenes table. */
    public Scenes(KeywordTable table) {
        phrases = Phrases.of(table, Scene.class);
    }

    /** By the words of a pack. */
    public static Scenes of(Pack pack) {
        return new Scenes(pack.texts().scenes());
    }

    /** The scene of a message. */
    public SceneFinding of(String text) {
        Folded folded = Folded.of(text);
        Map<Scene, List<Match<Scene>>> heard = heard(phrases.in(folded));
        Scene best = Scene.OTHER;
        int loudest = 0;
        for (Scene scene : MOST_TELLING_FIRST) {
            int loudness = loudness(folded, heard.getOrDefault(scene, List.of()));
            if (loudness > loudest) {
                best = scene;
                loudest = loudness;
            }
        }
        return new SceneFinding(best, evidence(folded, heard.getOrDefault(best, List.of())));
    }

    /** By scene, without those that lie in a longer one of the same scene. */
    private static Map<Scene, List<Match<Scene>>> heard(List<Match<Scene>> matches) {
        Map<Scene, List<Match<Scene>>> heard = new EnumMap<>(Scene.class);
        List<Match<Scene>> longestFirst = new ArrayList<>(matches);
        longestFirst.sort(Comparator.comparingInt(match -> match.start() - match.end()));
        for (Match<Scene> match : longestFirst) {
            List<Match<Scene>> others = heard.computeIfAbsent(match.signal(), scene -> new ArrayList<>());
            if (others.stream().noneMatch(other -> other.start() < match.end() && match.start() < other.end())) {
                others.add(match);
            }
        }
        return heard;
    }

    private static int loudness(Folded text, List<Match<Scene>> matches) {
        return matches.stream()
                .mapToInt(match -> isSeveral(text.text(match.start(), match.end())) ? 2 : 1)
                .sum();
    }

    private static boolean isSeveral(String phrase) {
        return phrase.indexOf(' ') > 0
                || phrase.indexOf('\'') > 0
                || phrase.length() >= SEVERAL_HAN && Folded.isUnspaced(phrase.charAt(0));
    }

    private static List<SceneFinding.Evidence> evidence(Folded text, List<Match<Scene>> matches) {
        return matches.stream()
                .sorted(Comparator.comparingInt(Match::start))
                .map(match -> new SceneFinding.Evidence(
                        match.language(), text.start(match.start()), text.end(match.end() - 1)))
                .toList();
    }
}
