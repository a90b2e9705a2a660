package dev.rapport.text.screening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MSG-10: what holds of every text. */
class ScreeningLawsTest {

    private static final int INVISIBLE_PER_TEXT = 8;
    private static final int[] INVISIBLE = {0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD, 0x034F, 0xFE0F, 0x180E};

    /** How often as long a text of four times the length may take: 4 if time grows with length, 16 with its square. */
    private static final double GROWTH = 9;

    /** Processor time, in nanoseconds, of which growth is not asked: a text screened within it is screened fast enough. */
    private static final double SHORT = 1e6;

    private final Screening screening = ShippedScreening.ALIEXPRESS;
    private final List<String> blocked = Corpus.entries().stream()
            .map(Corpus.Entry::text)
            .filter(text -> screening.screen(text, Purpose.REPLY).blocked())
            .toList();

    @Test
    void shouldStillBlockWhenInvisibleCharactersAreStrewnIn() {
        Random random = seeded(20241122);
        for (String text : blocked) {
            StringBuilder strewn = new StringBuilder(text);
            for (int i = 0; i < INVISIBLE_PER_TEXT; i++) {
                int at = random.nextInt(strewn.length() + 1);
                if (at == 0 || at == strewn.length() || !Character.isLowSurrogate(strewn.charAt(at))) {
                    strewn.insert(at, Character.toString(INVISIBLE[random.nextInt(INVISIBLE.length)]));
                }
            }
            assertBlocked(strewn.toString(), text);
        }
    }

    @Test
    void shouldStillBlockWhenWrittenInFullWidth() {
        Random random = seeded(7);
        for (String text : blocked) {
            StringBuilder wide = new StringBuilder();
            for (char unit : text.toCharArray()) {
                wide.append(unit > ' ' && unit < 0x7F && random.nextInt(3) > 0 ? (char) (unit + 0xFEE0) : unit);
            }
            assertBlocked(wide.toString(), text);
        }
    }

    @Test
    void shouldStillBlockInAnyCompany() {
        Random random = seeded(11);
        for (String text : blocked) {
            String company = random.nextBoolean() ? "Thank you for your patience.\n%s" : "%s\n谢谢您的理解";
            assertBlocked(company.formatted(text.replace("%", "%%")).replace("%%", "%"), text);
        }
    }

    @Test
    void shouldNeverThrowAndAlwaysPointIntoTheText() {
        Random random = seeded(99);
        for (int i = 0; i < 10_000; i++) {
            String text = i % 2 == 0 ? noise(random) : mixture(random);
            for (Purpose purpose : Purpose.values()) {
                assertPoints(text, screening.screen(text, purpose));
            }
        }
        for (Corpus.Entry entry : Corpus.entries()) {
            assertPoints(entry.text(), screening.screen(entry.text(), Purpose.REPLY));
        }
    }

    @Test
    void shouldSayTheSameOfTheSameText() {
        for (String text : blocked) {
            assertThat(screening.screen(text, Purpose.REPLY)).isEqualTo(screening.screen(text, Purpose.REPLY));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.",
                "1 ",
                "1.",
                "1-",
                "1,",
                "1(",
                "+1",
                "o1",
                "@",
                "a@a.",
                "(",
                ". ",
                "微",
                "w h a t s ",
                "one ",
                "一",
                "１",
                "5 stars ",
                "please 5 stars ",
                "a b c d ",
                "1 2 3 4 5 6 7 8 9 0 ",
                "138 0013 8000 ",
                "com.",
                "x.com ",
                "x.com",
                "paypal pay via ",
                "dot ",
                "at ",
                "a at b dot com ",
                "whatsapp ",
                "add me on line ",
                "http://",
                "we will ship in 3 days ",
                "we will ship in 3 days. ",
                "在3天内会发货",
                "WE SHOUT ",
                "{{order.id}}",
                "www.",
                "if you like it review ",
                "change review ",
                "\u200b",
                "ЖШ",
                "{{",
                "order 1 ",
                "&#",
                "👍",
                "0123456789",
                "1.1.",
                "..",
                "shop-1.com ",
                "1\u0301",
                "e\u0301\u0302",
                "\u0663",
                "will ship in 3 days to 5 june 2026-01-01 "
            })
    void shouldTakeTimeByLengthOverNastyTexts(String part) {
        String text = part.repeat(2_000 / part.length());
        String quarter = part.repeat(500 / part.length());
        double best = Double.MAX_VALUE;
        double bestOfQuarter = Double.MAX_VALUE;
        // The best of many: what disturbs a reading only ever adds to it.
        for (int i = 0; i < 300 && (i < 20 || best > Math.max(SHORT, GROWTH * bestOfQuarter)); i++) {
            bestOfQuarter = Math.min(bestOfQuarter, processorTime(quarter));
            best = Math.min(best, processorTime(text));
        }
        assertThat(best).as("nanoseconds").isLessThanOrEqualTo(Math.max(SHORT, GROWTH * bestOfQuarter));
    }

    private double processorTime(String text) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long begun = threads.getCurrentThreadCpuTime();
        assertThatCode(() -> screening.screen(text, Purpose.REPLY)).doesNotThrowAnyException();
        return threads.getCurrentThreadCpuTime() - begun;
    }

    private void assertBlocked(String text, String original) {
        assertThat(screening.screen(text, Purpose.REPLY).blocked())
                .as("%s (from %s)", text, original)
                .isTrue();
    }

    private static void assertPoints(String text, Verdict verdict) {
        for (Finding finding : verdict.findings()) {
            assertThat(finding.start()).isBetween(0, finding.end() - 1);
            assertThat(finding.end()).isLessThanOrEqualTo(text.length());
            assertThat(isBoundary(text, finding.start()) && isBoundary(text, finding.end()))
                    .as("%s in %s", finding, text)
                    .isTrue();
        }
    }

    private static boolean isBoundary(String text, int at) {
        return at == 0
                || at == text.length()
                || !(Character.isLowSurrogate(text.charAt(at)) && Character.isHighSurrogate(text.charAt(at - 1)));
    }

    /** Any UTF-16 units at all, half characters too. */
    private static String noise(Random random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(120);
        for (int i = 0; i < length; i++) {
            text.append((char) (random.nextBoolean() ? random.nextInt(0x80) : random.nextInt(0x10000)));
        }
        return text.toString();
    }

    /** Pieces of texts that mean something, cut anywhere. */
    private String mixture(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i >= 0; i--) {
            String piece = blocked.get(random.nextInt(blocked.size()));
            int from = random.nextInt(piece.length() + 1);
            text.append(piece, from, from + random.nextInt(piece.length() - from + 1));
            if (random.nextInt(3) == 0) {
                text.appendCodePoint(random.nextInt(0x10FFFF));
            }
        }
        return text.toString();
    }

    private static Random seeded(long seed) {
        System.out.println("seed " + seed);
        return new Random(seed);
    }
}
