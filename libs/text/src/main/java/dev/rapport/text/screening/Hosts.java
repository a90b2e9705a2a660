package dev.rapport.text.screening;

import com.google.common.net.InternetDomainName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What is a host, by the public-suffix list, and which hosts may be linked. */
final class Hosts {

    /** Ends of names of files; some are top-level domains besides, but nobody means those. */
    private static final Set<String> FILES = Set.of(
            "pdf", "doc", "docx", "xls", "xlsx", "csv", "ppt", "pptx", "txt", "rtf", "odt", "zip", "rar", "7z", "tar",
            "gz", "exe", "msi", "apk", "dmg", "iso", "jpg", "jpeg", "png", "gif", "bmp", "webp", "heic", "svg", "mp3",
            "wav", "mp4", "mov", "avi", "mkv", "psd", "htm", "html", "eml", "stl", "step", "dwg");

    private static final int MOST_TRAILING = 10;
    private static final int MOST_LABELS = 6;

    private static final int MOST_KEPT = 4_096;

    private final Map<String, Boolean> topLevel = new ConcurrentHashMap<>();
    private final List<String> allowed;
    private final Set<String> wordlike;

    /**
     * @param allowed hosts that may be linked; their subdomains count
     * @param wordlike top-level domains that are words too
     */
    Hosts(List<String> allowed, Set<String> wordlike) {
        this.allowed = List.copyOf(allowed);
        this.wordlike = Set.copyOf(wordlike);
    }

    /**
     * How many labels, counted from the begin, end in a name under a public suffix: of {@code www.shop.co.uk.thanks} four; 0 when
     * none do.
     */
    int namedBy(String[] labels) {
        for (int end = labels.length; end > 1 && end > labels.length - MOST_TRAILING; end--) {
            String last = labels[end - 1];
            if (last.length() > 1 && isLetter(last.charAt(0)) && isTopLevel(last) && isName(labels, end)) {
                return end;
            }
        }
        return 0;
    }

    /** Kept, because most words around a full stop are none, and the list is slow to say so. */
    private boolean isTopLevel(String label) {
        Boolean known = topLevel.get(label);
        if (known == null) {
            InternetDomainName host = named("a." + label);
            known = host != null && host.hasRegistrySuffix();
            if (topLevel.size() < MOST_KEPT) {
                topLevel.put(label, known);
            }
        }
        return known;
    }

    /** No public suffix has more labels than this but one. */
    private static boolean isName(String[] labels, int end) {
        InternetDomainName host = named(join(labels, Math.max(0, end - MOST_LABELS), end));
        return host != null && host.isUnderRegistrySuffix();
    }

    private static String join(String[] labels, int from, int to) {
        StringBuilder host = new StringBuilder(32).append(labels[from]);
        for (int i = from + 1; i < to; i++) {
            host.append('.').append(labels[i]);
        }
        return host.toString();
    }

    /** Null for what is no host at all, such as one with a label of 64 letters; making one of that would throw. */
    private static @Nullable InternetDomainName named(String host) {
        return isPlain(host) || InternetDomainName.isValid(host) ? InternetDomainName.from(host) : null;
    }

    /** Whether it is certainly valid; short ASCII labels are. Asking the library costs as much as making one. */
    private static boolean isPlain(String host) {
        int label = 0;
        boolean digitFirst = false;
        for (int at = 0; at < host.length(); at++) {
            char unit = host.charAt(at);
            if (unit == '.' && label > 0) {
                label = 0;
            } else if (label < 63 && (isAsciiLetter(unit) || unit >= '0' && unit <= '9')) {
                digitFirst = label == 0 ? !isAsciiLetter(unit) : digitFirst;
                label++;
            } else {
                return false;
            }
        }
        return label > 0 && !digitFirst && host.length() < 254;
    }

    private static boolean isAsciiLetter(char unit) {
        return unit >= 'a' && unit <= 'z';
    }

    private static boolean isLetter(char unit) {
        return Character.isLetter(unit);
    }

    /** Whether a top-level domain is a word too. */
    boolean isWordlike(String topLevel) {
        return wordlike.contains(topLevel);
    }

    /** Whether a pack lets this host be linked. */
    boolean isAllowed(String host) {
        for (String one : allowed) {
            if (host.equals(one) || host.endsWith("." + one)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a last label ends the name of a file. */
    static boolean isFile(String extension) {
        return FILES.contains(extension);
    }
}
