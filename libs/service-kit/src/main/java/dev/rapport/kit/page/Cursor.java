package dev.rapport.kit.page;

import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A position in an ordered list: the sort keys of the last item seen. On the wire it is opaque (base64url of a version, a digest of
 * the query it belongs to, and the keys); it is not secret and grants nothing, since every query filters by tenant anyway.
 *
 * <p>Keys are strings, {@code Long}s, {@code Integer}s, {@code BigDecimal}s, {@code Instant}s or null, and are read back as what they
 * were put in as; reading one as something else is {@code BAD_CURSOR}.
 */
public final class Cursor {

    private static final byte VERSION = 1;
    private static final int DIGEST_BYTES = 8;
    private static final int MAX_LENGTH = 1024;

    private final List<@Nullable String> keys;

    private Cursor(List<@Nullable String> keys) {
        this.keys = Collections.unmodifiableList(keys);
    }

    /** The position of an item with these sort keys. */
    public static Cursor at(List<?> keys) {
        var texts = new ArrayList<@Nullable String>(keys.size());
        for (Object key : keys) {
            texts.add(
                    switch (key) {
                        case null -> null;
                        case String text -> text;
                        case Long number -> number.toString();
                        case Integer number -> number.toString();
                        case BigDecimal number -> number.toPlainString();
                        case Instant instant -> instant.toString();
                        default -> throw new IllegalArgumentException("no sort key: " + key.getClass());
                    });
        }
        return new Cursor(texts);
    }

    /** The text for the client. */
    public String encode(String query) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.write(digest(query));
            out.writeByte(keys.size());
            for (String key : keys) {
                out.writeBoolean(key != null);
                if (key != null) {
                    out.writeUTF(key);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    /** Reads what {@link #encode} wrote for the same query; anything else is a {@code BAD_CURSOR} problem. */
    public static Cursor decode(String text, String query) {
        if (text.length() > MAX_LENGTH) {
            throw bad();
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            var in = new DataInputStream(new ByteArrayInputStream(bytes));
            if (in.readByte() != VERSION || !Arrays.equals(in.readNBytes(DIGEST_BYTES), digest(query))) {
                throw bad();
            }
            var keys = readKeys(in);
            if (in.read() >= 0) {
                throw bad();
            }
            return new Cursor(keys);
        } catch (IllegalArgumentException | IOException _) {
            throw bad();
        }
    }

    private static List<@Nullable String> readKeys(DataInputStream in) throws IOException {
        int count = in.readUnsignedByte();
        var keys = new ArrayList<@Nullable String>(count);
        for (int i = 0; i < count; i++) {
            keys.add(in.readBoolean() ? in.readUTF() : null);
        }
        return keys;
    }

    public int size() {
        return keys.size();
    }

    public boolean isNull(int index) {
        return key(index) == null;
    }

    public String text(int index) {
        String key = key(index);
        if (key == null) {
            throw bad();
        }
        return key;
    }

    public long number(int index) {
        try {
            return Long.parseLong(text(index));
        } catch (NumberFormatException _) {
            throw bad();
        }
    }

    public BigDecimal decimal(int index) {
        try {
            return new BigDecimal(text(index));
        } catch (NumberFormatException _) {
            throw bad();
        }
    }

    public Instant instant(int index) {
        try {
            return Instant.parse(text(index));
        } catch (DateTimeException _) {
            throw bad();
        }
    }

    private @Nullable String key(int index) {
        if (index >= keys.size()) {
            throw bad();
        }
        return keys.get(index);
    }

    private static ProblemException bad() {
        return new ProblemException(
                CommonProblem.BAD_CURSOR,
                "Use next of the page before, with the same filters, or start without a cursor.");
    }

    private static byte[] digest(String query) {
        try {
            byte[] whole = MessageDigest.getInstance("SHA-256").digest(query.getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(whole, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
