package dev.rapport.local.suite;

import dev.rapport.local.process.StartFailure;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Passwords of the local databases: drawn once, kept in a file that only its owner may read. */
final class Secrets {

    private static final int BYTES = 18;

    private final Home home;
    private final Path file;
    private @Nullable Properties passwords;

    Secrets(Home home) {
        this.home = home;
        this.file = home.resolve("secrets/passwords.properties");
    }

    /** The password of a database user, drawn when it is asked for the first time. */
    synchronized String password(String user) {
        if (passwords == null) {
            passwords = load();
        }
        String known = passwords.getProperty(user);
        if (known != null) {
            return known;
        }
        byte[] drawn = new byte[BYTES];
        new SecureRandom().nextBytes(drawn);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(drawn);
        passwords.setProperty(user, password);
        store(passwords);
        return password;
    }

    private Properties load() {
        Properties loaded = new Properties();
        try {
            if (Files.exists(file)) {
                loaded.load(new StringReader(Files.readString(file)));
            } else if (Files.exists(home.resolve("postgres/data"))) {
                throw new StartFailure(file + " is gone, and with it the way into the databases beside it. "
                        + "Put it back, or start anew by removing " + home.folder() + ".");
            }
            return loaded;
        } catch (IOException e) {
            throw new StartFailure(file + " cannot be read: " + e, e);
        }
    }

    private void store(Properties all) {
        try {
            StringWriter text = new StringWriter();
            all.store(text, "Drawn by ./rapport up; goes with the databases beside it.");
            Home.writeSecret(file, text.toString());
        } catch (IOException e) {
            throw new StartFailure(file + " cannot be written: " + e, e);
        }
    }
}
