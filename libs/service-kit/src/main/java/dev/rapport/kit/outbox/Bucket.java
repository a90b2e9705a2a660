package dev.rapport.kit.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.zip.CRC32C;

/**
 * The unit in which the outbox is divided among relays, and in which consumers remember how far they are. Part of the contract
 * between services: changing it would make consumers take new facts for repeats.
 */
public final class Bucket {

    /** How many there are. */
    public static final int COUNT = 16;

    private Bucket() {}

    /** The bucket of a seller: CRC-32C of the id's UTF-8 bytes, modulo {@link #COUNT}. */
    public static int of(String sellerId) {
        CRC32C hash = new CRC32C();
        hash.update(sellerId.getBytes(UTF_8));
        return (int) (hash.getValue() % COUNT);
    }
}
