package dev.rapport.text.quality;

import dev.rapport.text.folding.Folded;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * MSG-12, MSG-21: what a reply can name to show that it is about this case: order and tracking number, the buyer's name, the
 * product, an amount, words the buyer used. Whoever names one of them did not send what everybody gets.
 */
public final class CaseDetails {

    /** Shorter ones stand in any text. */
    private static final int SHORTEST = 3;

    private static final int SHORTEST_HAN = 2;

    private final List<String> details = new ArrayList<>();

    /** @param details as they are written; blank and too short ones are left out */
    public CaseDetails(Iterable<String> details) {
        for (String detail : details) {
            String folded = Folded.of(detail).toString().strip();
            if (folded.length() >= (isHan(folded) ? SHORTEST_HAN : SHORTEST)) {
                this.details.add(folded);
            }
        }
    }

    /** The details of a case and every word of a name: a reply greets by the given name alone. */
    public static CaseDetails of(Optional<String> buyerName, Iterable<String> others) {
        List<String> all = new ArrayList<>();
        buyerName.ifPresent(name -> {
            all.add(name);
            all.addAll(List.of(name.strip().split("\\s+")));
        });
        others.forEach(all::add);
        return new CaseDetails(all);
    }

    /** Whether {@code text} names one, as a word of its own. */
    public boolean namedIn(String text) {
        Folded folded = Folded.of(text);
        String reads = folded.toString();
        for (String detail : details) {
            for (int at = reads.indexOf(detail); at >= 0; at = reads.indexOf(detail, at + 1)) {
                if (isWhole(folded, at, at + detail.length())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isWhole(Folded text, int from, int to) {
        return !(Folded.isWord(text.at(from - 1)) && Folded.isWord(text.charAt(from)))
                && !(Folded.isWord(text.at(to)) && Folded.isWord(text.charAt(to - 1)));
    }

    private static boolean isHan(String text) {
        return !text.isEmpty() && Folded.isUnspaced(text.charAt(0));
    }
}
