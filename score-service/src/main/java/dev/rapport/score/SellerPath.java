package dev.rapport.score;

import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.ProblemException;
import java.util.regex.Pattern;

/** The seller in a path. An operator's token names every seller, also what no seller can be called. */
public final class SellerPath {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:~-]{1,64}");

    private SellerPath() {}

    /**
     * The seller's id.
     *
     * @throws ProblemException {@code NOT_FOUND} for what is no id
     */
    public static String check(String sellerId) {
        if (!isId(sellerId)) {
            throw new ProblemException(CommonProblem.NOT_FOUND);
        }
        return sellerId;
    }

    /** Whether a seller can be called this. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }
}
