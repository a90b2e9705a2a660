package dev.rapport.local.feed;

import dev.rapport.local.suite.Home;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * How far an import got: kept beside the data until it is done, so that one cut short goes on where it stood. Named by what
 * the files hold, not by what they are called.
 */
final class ImportState {

    /**
     * @param lines how many lines of the merged files are done with, published or refused
     * @param bad how many of these were refused
     * @param hours of the rebase, null when times are left as they are
     */
    record Position(long lines, long bad, @Nullable Long hours) {}

    private final Path file;

    /**
     * @param digest of the content of all files in their order
     * @param rebased whether times are moved: the two modes do not share a position
     */
    ImportState(Home home, String digest, boolean rebased) {
        this.file = home.resolve("import/" + digest + (rebased ? ".rebased" : ".plain"));
    }

    /** Where an import of these files was cut short; null when none was. */
    @Nullable
    Position read() throws IOException {
        if (!Files.exists(file)) {
            return null;
        }
        Properties properties = new Properties();
        properties.load(new StringReader(Files.readString(file)));
        String hours = properties.getProperty("hours");
        return new Position(
                Long.parseLong(properties.getProperty("lines", "0")),
                Long.parseLong(properties.getProperty("bad", "0")),
                hours == null ? null : Long.valueOf(hours));
    }

    void write(Position position) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("lines", Long.toString(position.lines()));
        properties.setProperty("bad", Long.toString(position.bad()));
        if (position.hours() != null) {
            properties.setProperty("hours", Long.toString(position.hours()));
        }
        StringWriter text = new StringWriter();
        properties.store(text, "an import under way; removed when it is done");
        Home.write(file, text.toString());
    }

    /** Forgets it: the next import of the same files starts over. */
    void done() throws IOException {
        Files.deleteIfExists(file);
    }
}
