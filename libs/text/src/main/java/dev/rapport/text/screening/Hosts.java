package dev.rapport.text.screening;

import com.google.common.net.InternetDomainName;
import java.util.List;
import java.util.Set;

/** What is a host, by the public-suffix list, and which hosts may be linked. */
final class Hosts {

    /** Ends of names of files; some are top-level domains besides, but nobody means those. */
    private static final Set<String> FILES = Set.of(
            "pdf", "doc", "docx", "xls", "xlsx", "csv", "ppt", "pptx", "txt", "rtf", "odt", "zip", "rar", "7z", "tar",
            "gz", "exe", "msi", "apk", "dmg", "iso", "jpg", "jpeg", "png", "gif", "bmp", "webp", "heic", "svg", "mp3",
            "wav", "mp4", "mov", "avi", "mkv", "psd", "htm", "html", "eml", "stl", "step", "dwg");

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

    /** How many labels at the begin make up a name under a public suffix: {@code shop.co.uk.thanks} has three; 0 when none do. */
    int namedBy(String[] labels) {
        StringBuilder host = new StringBuilder();
        int best = 0;
        for (int i = 0; i < labels.length && i < 8; i++) {
            host.append(i == 0 ? "" : ".").append(labels[i]);
            if (i > 0 && labels[i].length() > 1 && isLetter(labels[i].charAt(0)) && isName(host.toString())) {
                best = i + 1;
            }
        }
        return best;
    }

    private static boolean isLetter(char unit) {
        return Character.isLetter(unit);
    }

    private static boolean isName(String host) {
        // Asking throws at what is no host at all, such as a label of 64 letters.
        return InternetDomainName.isValid(host) && InternetDomainName.from(host).isUnderRegistrySuffix();
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
