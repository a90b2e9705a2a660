package dev.rapport.language;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The small words that sentences are held together by. A buyer's message has few letters and thereby few trigrams, but hardly a
 * sentence does without an article, a pronoun or a preposition: where more of them speak for one language than for any other, it
 * is that one. A word of several languages is listed with each.
 */
final class SmallWords {

    private static final int AHEAD = 1;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}]+");

    private static final Map<String, String> OF =
            Map.of("en", """
            the an i is my it its and you your for have has had want please this that these not no with where when are was were been
            will would can could of on in to at me so am we they he she but from there how much what why did does do any yes thanks
            """, "es", """
            el la los las un una unos unas lo mi mis tu su por que qué es está están son pero quiero dónde cuándo cómo como muy gracias
            hola y o con para me se le les si sí ha han he no ni este esta esto del al en desde todavía aún ya más mucho cuánto puedo
            tengo usted también
            """, "pt", """
            o os as um uma meu minha seu sua tu por que é está estão são mas quero onde quando como muito obrigado obrigada olá e com
            para não no na nos nas em do da dos das ao me se já ainda você vocês isso este esta foi tem tenho sim mais também nem até
            """, "fr", """
            le la les un une mon ma mes votre vos est sont son je tu il elle on nous vous ne pas non si et où quand comment bonjour
            merci pour dans que qui mais avec sur du des au aux me se ce cette ça été ai avez très toujours encore plus en
            """, "de", """
            der die das den dem des ein eine einen an ist sind ich du wir sie ihr mein meine nicht und wo wann wie warum was will bitte
            danke mit auf für von zu in im am es so da hat habe haben wird noch schon aber auch kein keine
            """, "it", """
            il lo la le gli i un una mio mia miei mi tu su è sono non no che di del della per con dove quando come perché grazie ciao ma
            e o ho ha ai da in al nel me se si ne questo questa ancora già più molto voglio vorrei anche
            """);

    private final Map<String, List<String>> languages = new HashMap<>();

    SmallWords() {
        OF.forEach((language, words) -> WORD.matcher(words).results().forEach(word -> languages
                .computeIfAbsent(word.group(), _ -> new ArrayList<>())
                .add(language)));
    }

    /** The language they speak for; empty where they speak for none clearly. */
    Optional<String> speakFor(String text) {
        Map<String, Integer> votes = new HashMap<>();
        WORD.matcher(text.toLowerCase(Locale.ROOT)).results().forEach(word -> languages
                .getOrDefault(word.group(), List.of())
                .forEach(language -> votes.merge(language, 1, Integer::sum)));
        int most = 0;
        int next = 0;
        String first = null;
        for (Map.Entry<String, Integer> vote : votes.entrySet()) {
            if (vote.getValue() > most) {
                next = most;
                most = vote.getValue();
                first = vote.getKey();
            } else {
                next = Math.max(next, vote.getValue());
            }
        }
        return most - next >= AHEAD ? Optional.ofNullable(first) : Optional.empty();
    }
}
