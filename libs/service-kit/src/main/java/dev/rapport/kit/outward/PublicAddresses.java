package dev.rapport.kit.outward;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Which addresses are anybody's: by the special-purpose registries of IANA (RFC 6890 and those it names), and without what clouds serve
 * their machines on (metadata). What is embedded in an address of IPv6 counts as the address of IPv4 that it is.
 */
public final class PublicAddresses {

    /** Not to be reached from the net at large. */
    private static final List<Prefix> CLOSED_4 = List.of(
            Prefix.of4(0, 0, 0, 0, 8),
            Prefix.of4(10, 0, 0, 0, 8),
            Prefix.of4(100, 64, 0, 0, 10),
            Prefix.of4(127, 0, 0, 0, 8),
            // A cloud's own services for each of its machines.
            Prefix.of4(168, 63, 129, 16, 32),
            Prefix.of4(169, 254, 0, 0, 16),
            Prefix.of4(172, 16, 0, 0, 12),
            Prefix.of4(192, 0, 0, 0, 24),
            Prefix.of4(192, 0, 2, 0, 24),
            Prefix.of4(192, 88, 99, 0, 24),
            Prefix.of4(192, 168, 0, 0, 16),
            Prefix.of4(198, 18, 0, 0, 15),
            Prefix.of4(198, 51, 100, 0, 24),
            Prefix.of4(203, 0, 113, 0, 24),
            Prefix.of4(224, 0, 0, 0, 4),
            Prefix.of4(240, 0, 0, 0, 4));

    /** The one part of IPv6 that is handed out; loopback, unique local, link local and multicast lie outside. */
    private static final Prefix GLOBAL_6 = Prefix.of6("20000000000000000000000000000000", 3);

    /** Inside of it, what leads elsewhere or nowhere: protocol assignments (Teredo among them), documentation, 6to4. */
    private static final List<Prefix> CLOSED_6 = List.of(
            Prefix.of6("20010000000000000000000000000000", 23),
            Prefix.of6("20010db8000000000000000000000000", 32),
            Prefix.of6("20020000000000000000000000000000", 16),
            Prefix.of6("3fff0000000000000000000000000000", 20));

    /** The last four bytes are an address of IPv4: mapped (RFC 4291) and translated (RFC 6052). */
    private static final List<Prefix> EMBEDDING = List.of(
            Prefix.of6("00000000000000000000ffff00000000", 96), Prefix.of6("0064ff9b000000000000000000000000", 96));

    private PublicAddresses() {}

    /** Whether an address is one of the net at large. */
    public static boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == 4) {
            return isPublic4(bytes);
        }
        if (EMBEDDING.stream().anyMatch(prefix -> prefix.covers(bytes))) {
            return isPublic4(Arrays.copyOfRange(bytes, 12, 16));
        }
        return GLOBAL_6.covers(bytes) && CLOSED_6.stream().noneMatch(prefix -> prefix.covers(bytes));
    }

    private static boolean isPublic4(byte[] address) {
        return CLOSED_4.stream().noneMatch(prefix -> prefix.covers(address));
    }

    private record Prefix(byte[] address, int bits) {

        static Prefix of4(int first, int second, int third, int fourth, int bits) {
            return new Prefix(new byte[] {(byte) first, (byte) second, (byte) third, (byte) fourth}, bits);
        }

        static Prefix of6(String hex, int bits) {
            return new Prefix(HexFormat.of().parseHex(hex), bits);
        }

        boolean covers(byte[] other) {
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((address[bit / 8] & mask) != (other[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
