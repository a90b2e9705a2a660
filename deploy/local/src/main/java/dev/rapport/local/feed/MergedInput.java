package dev.rapport.local.feed;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Several files, each in its own order, merged by time as a marketplace would have told them. Lines of one file never pass
 * each other; of equal times the earlier file goes first. The same files give the same order each time.
 */
final class MergedInput implements AutoCloseable {

    private final List<InputFile> files = new ArrayList<>();
    private final PriorityQueue<Head> heads =
            new PriorityQueue<>(Comparator.comparing(Head::time).thenComparingInt(Head::file));

    MergedInput(List<Path> paths) throws IOException {
        try {
            for (Path path : paths) {
                files.add(new InputFile(path));
                advance(files.size() - 1, Instant.MIN);
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** The next line of all files, or null at the end. */
    @Nullable
    InputLine next() throws IOException {
        Head head = heads.poll();
        if (head == null) {
            return null;
        }
        advance(head.file(), head.time());
        return head.line();
    }

    private void advance(int file, Instant before) throws IOException {
        InputLine line = files.get(file).next();
        if (line != null) {
            heads.add(new Head(line, file, time(line, before)));
        }
    }

    /** A line that tells no time follows the one before it at once. */
    private static Instant time(InputLine line, Instant before) {
        return switch (line) {
            case InputLine.Good good -> {
                Instant time = Rebase.occurred(good.envelope(), good.event());
                yield time == null ? before : time;
            }
            case InputLine.Unknown unknown -> before;
            case InputLine.Bad bad -> before;
        };
    }

    @Override
    public void close() throws IOException {
        for (InputFile file : files) {
            file.close();
        }
    }

    private record Head(InputLine line, int file, Instant time) {}
}
