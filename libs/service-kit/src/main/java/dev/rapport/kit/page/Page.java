package dev.rapport.kit.page;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param items at most the limit asked for
 * @param next the cursor of the page after this one, null on the last; always present in the JSON
 */
public record Page<T>(List<T> items, @Nullable String next) {

    public Page {
        items = List.copyOf(items);
    }

    /**
     * Makes a page out of the rows of a query that asked for one more than the limit ({@link PageRequest#fetch()}).
     *
     * @param position where an item stands in the order of the query, in the types {@link Cursor} takes
     */
    public static <T> Page<T> of(PageRequest request, List<T> oneMore, Function<T, List<?>> position) {
        if (oneMore.size() <= request.limit()) {
            return new Page<>(oneMore, null);
        }
        List<T> items = oneMore.subList(0, request.limit());
        return new Page<>(items, request.cursorAt(position.apply(items.getLast())));
    }

    /** The same page of other items, such as rows made into what clients see. */
    public <R> Page<R> map(Function<? super T, ? extends R> shape) {
        return new Page<>(items.stream().<R>map(shape).toList(), next);
    }
}
