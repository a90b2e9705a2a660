package dev.rapport.local.command;

import dev.rapport.local.feed.Watcher;
import java.util.Locale;

/** Shows how an import goes: a bar that moves where somebody watches, the sentences alone where not. */
final class Bar implements Watcher {

    private static final int WIDTH = 40;
    private static final long PAUSE_NANOS = 100_000_000;

    private final Surroundings here;
    private long shownAt;
    private boolean shown;

    Bar(Surroundings here) {
        this.here = here;
    }

    @Override
    public void moved(String what, long done, long all) {
        boolean whole = done >= all;
        if (!here.terminal() || all <= 0 || !whole && System.nanoTime() - shownAt < PAUSE_NANOS) {
            return;
        }
        shownAt = System.nanoTime();
        int filled = (int) (WIDTH * Math.min(done, all) / all);
        here.err()
                .printf(
                        Locale.ROOT,
                        "\r%-10s [%s%s] %,d of %,d\u001b[K",
                        what,
                        "=".repeat(filled),
                        " ".repeat(WIDTH - filled),
                        done,
                        all);
        here.err().flush();
        shown = true;
    }

    @Override
    public void note(String sentence) {
        clear();
        here.err().println(sentence);
    }

    @Override
    public void refused(String sentence) {
        clear();
        here.err().println(sentence);
    }

    /** Takes the bar away. */
    void clear() {
        if (shown) {
            here.err().print("\r\u001b[K");
            here.err().flush();
            shown = false;
        }
    }
}
