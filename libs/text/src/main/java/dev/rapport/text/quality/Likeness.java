package dev.rapport.text.quality;

import dev.rapport.text.NormalisedText;
import java.util.Arrays;

/**
 * MSG-12, {@code OVER_TEMPLATED}: how alike two texts are, by the characters to change, add or take away to make one the other
 * (Levenshtein 1965) as a share of the longer one. 1 is the same, 0 has nothing in common.
 */
public final class Likeness {

    private Likeness() {}

    /** Whether two texts are alike to at least {@code share} (0 to 1), their case, space and punctuation left out. */
    public static boolean atLeast(NormalisedText one, NormalisedText other, double share) {
        int[] left = one.value().codePoints().toArray();
        int[] right = other.value().codePoints().toArray();
        int longer = Math.max(left.length, right.length);
        int most = (int) Math.floor((1 - share) * longer + 1e-9);
        return distance(left, right, most) <= most;
    }

    /** How alike two texts are. */
    public static double of(NormalisedText one, NormalisedText other) {
        int[] left = one.value().codePoints().toArray();
        int[] right = other.value().codePoints().toArray();
        int longer = Math.max(left.length, right.length);
        return longer == 0 ? 1 : 1 - distance(left, right, longer) / (double) longer;
    }

    /**
     * The distance, or {@code most + 1} when it is more. Only the band of cells that can be within {@code most} is filled, so that
     * texts of the longest length are compared in microseconds.
     */
    private static int distance(int[] left, int[] right, int most) {
        if (Math.abs(left.length - right.length) > most) {
            return most + 1;
        }
        int tooMany = most + 1;
        int[] above = new int[right.length + 1];
        int[] row = new int[right.length + 1];
        for (int j = 0; j < above.length; j++) {
            above[j] = Math.min(j, tooMany);
        }
        for (int i = 1; i <= left.length; i++) {
            int from = Math.max(1, i - most);
            int to = Math.min(right.length, i + most);
            Arrays.fill(row, tooMany);
            row[0] = Math.min(i, tooMany);
            int least = row[0];
            for (int j = from; j <= to; j++) {
                int changed = above[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                row[j] = Math.min(Math.min(changed, tooMany), Math.min(above[j], row[j - 1]) + 1);
                least = Math.min(least, row[j]);
            }
            if (least > most) {
                return tooMany;
            }
            int[] spare = above;
            above = row;
            row = spare;
        }
        return Math.min(above[right.length], tooMany);
    }
}
