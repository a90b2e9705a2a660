package dev.rapport.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rapport.policy.binding.FileFault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A bad pack names file, line and key; an override folder replaces and adds. */
class PackFaultsTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "warnAt: 0.75|warnAt: 75|clocks.warnAt|must be between 0 and 1",
                "warnAt: 0.75|warnAt: often|clocks.warnAt|must be a number, not 'often'",
                "  warnAt: 0.75||clocks.warnAt|is missing",
                "warnAt: 0.75|warnat: 0.75|clocks.warnat|is not known here",
                "  lateAfter: PT1H|  lateAfter: 1h|timePassing.lateAfter|must be an ISO 8601 duration",
                "after: PT24H, calendar: none|after: PT-24H, calendar: none|clocks.named.answer.after|must be a duration above 0",
                "calendar: working, metBy: any-reply|calendar: lunar, metBy: any-reply|clocks.named.first-response.calendar|must be one of working, none",
                "[[0.70, 0], [0.90, 60]|[[0.90, 0], [0.70, 60]|score.components[0].curve.points|must ascend in x",
                "[0.95, 80], [0.98, 100]]|[0.95, 80], [0.98, 101]]|score.components[0].curve|must stay in 0 to 100",
                "name: promptness, weight: 10|name: promptness, weight: 0|score.components[1].weight|must be above 0",
                "name: promptness|name: answering|score.components|names answering twice",
                "metric: dispute_rate, curve|metric: disputes, curve|score.components[4].metric|must be one of answer_rate_24h",
                "metric: dispute_rate, curve|metric: stars_average, curve|score.components[4].metric|must be a rate",
                "  stars_average: {}||metrics|lacks stars_average",
                "  stars_average: {}|  stars_median: {}|metrics|must be one of",
                "minSample: 5|minSample: 0|score.minSample|must be above 0",
                "defaultWindow: 720|defaultWindow: 721|score.defaultWindow|must be one of windows",
                "smsCost: CNY 0.035|smsCost: 0.035|care.smsCost|must be an amount such as USD 50",
                "monday: [09:00-22:00]|monday: [22:00-09:00]|workingTime.hours.weekly.monday[0]|must be a shift",
                "monday: [09:00-22:00]|monday: [09:00-22:00, 21:00-23:00]|workingTime.hours|overlap",
                "zone: Asia/Shanghai|zone: Asia/Atlantis|workingTime.zone|must be an IANA time zone",
                "classes: review-classes@2024-06|classes: review-classes@1|reviews.classes|must be a known keyword table",
                "- below: USD 20|- below: USD 2|reviews.compensation.bands|must ascend",
                "kind: closes, name: search-demoted|kind: gossip, name: search-demoted|standing[1].kind|must be one of closes, repetition",
                "below: 80, closes: 7|closes: 7|standing[0].below|or above must be given",
            })
    void shouldNameFileLineAndKey(String from, String to, String key, String message) throws IOException {
        String good = shipped("aliexpress/2024-06.yaml");
        assertThat(good).contains(from);
        Path file = write("mine.yaml", good.replace(from, to == null ? "" : to));

        List<FileFault> faults = faults();

        assertThat(faults).anySatisfy(fault -> {
            assertThat(fault.key()).startsWith(key);
            assertThat(fault.message()).contains(message);
            assertThat(fault.file()).isEqualTo(file.toString());
            assertThat(fault.line()).isBetween(1, good.lines().toList().size());
        });
    }

    @Test
    void shouldNameTheLineOfTheKey() throws IOException {
        String good = shipped("aliexpress/2024-06.yaml");
        write("mine.yaml", good.replace("minSample: 5", "minSample: -5"));
        int line = good.lines().toList().indexOf("  minSample: 5") + 1;

        assertThat(faults()).singleElement().satisfies(fault -> assertThat(fault.line())
                .isEqualTo(line));
    }

    @Test
    void shouldTellAllFaultsOfAllFilesAtOnce() throws IOException {
        write(
                "one.yaml",
                shipped("aliexpress/2024-06.yaml")
                        .replace("warnAt: 0.75", "warnAt: 75")
                        .replace("freezeAt: 3", "freezeAt: three")
                        .replace("weight: 30", "weight: -30"));
        write("two.yaml", "kind: pack\nname: [");
        write("three.yaml", "kind: poem\n");
        Files.write(folder.resolve("four.yaml"), new byte[] {'a', ':', ' ', (byte) 0xff});

        assertThat(faults())
                .extracting(fault -> Path.of(fault.file()).getFileName() + " " + fault.key())
                .contains(
                        "one.yaml clocks.warnAt",
                        "one.yaml strikes.freezeAt",
                        "one.yaml score.components[2].weight",
                        "two.yaml ",
                        "three.yaml kind",
                        "four.yaml ");
    }

    @Test
    void shouldRefuseTwoVersionsThatBeginTogether() throws IOException {
        write("mine.yaml", shipped("aliexpress/2024-06.yaml").replace("version: 2024-06", "version: mine"));

        assertThat(faults()).singleElement().satisfies(fault -> {
            assertThat(fault.key()).isEqualTo("effectiveFrom");
            assertThat(fault.message()).contains("2024-06");
        });
    }

    @Test
    void shouldRefuseKeysGivenTwice() throws IOException {
        write("mine.yaml", shipped("aliexpress/2024-06.yaml") + "\nmarketplace: other\n");

        assertThat(faults())
                .extracting(FileFault::toString)
                .anyMatch(text -> text.contains("marketplace is given twice"));
    }

    @Test
    void shouldAddAVersionFromItsDayOn() throws IOException {
        write(
                "deep/er/next.yml",
                shipped("aliexpress/2024-06.yaml")
                        .replace("version: 2024-06", "version: 2025-01")
                        .replace("effectiveFrom: 2024-06-01", "effectiveFrom: 2025-01-01")
                        .replace("minSample: 5", "minSample: 7"));

        Packs packs = Packs.load(folder);

        assertThat(packs.versions("aliexpress"))
                .extracting(Pack::label)
                .containsExactly("aliexpress@2024-06", "aliexpress@2025-01");
        assertThat(packs.pack("aliexpress", Instant.parse("2024-12-31T23:59:59Z"))
                        .score()
                        .minSample())
                .isEqualTo(5);
        assertThat(packs.pack("aliexpress", Instant.parse("2025-01-01T00:00:00Z"))
                        .score()
                        .minSample())
                .isEqualTo(7);
    }

    @Test
    void shouldReplaceAShippedVersionAndAddAPack() throws IOException {
        write("a.yaml", shipped("aliexpress/2024-06.yaml").replace("minSample: 5", "minSample: 9"));
        write("b.yaml", shipped("amazon/2024-06.yaml").replace("name: amazon", "name: shopee"));

        Packs packs = Packs.load(folder);

        assertThat(packs.pack("aliexpress", Instant.EPOCH).score().minSample()).isEqualTo(9);
        assertThat(packs.names()).containsExactly("aliexpress", "amazon", "shopee");
    }

    @Test
    void shouldReplaceATableInTheShippedPacks() throws IOException {
        write(
                "rates.yaml",
                "kind: rates\nname: usd\nversion: 2024-06\nbase: USD\ndays: [{from: 2020-01-01, worth: {XTS: 2}}]\n");

        assertThat(Packs.load(folder)
                        .pack("amazon", Instant.EPOCH)
                        .triage()
                        .rates()
                        .days()
                        .getFirst()
                        .worth())
                .containsOnlyKeys("XTS");
    }

    /** A mounted ConfigMap: the real files are in a hidden folder, links beside it. */
    @Test
    void shouldReadAMountedConfigMapOnce() throws IOException {
        Path real =
                write("..2026_11_22/mine.yaml", shipped("amazon/2024-06.yaml").replace("minSample: 5", "minSample: 6"));
        Files.createSymbolicLink(folder.resolve("..data"), real.getParent());
        Files.createSymbolicLink(folder.resolve("mine.yaml"), Path.of("..data", "mine.yaml"));

        assertThat(Packs.load(folder).pack("amazon", Instant.EPOCH).score().minSample())
                .isEqualTo(6);
    }

    @Test
    void shouldSayWhenTheFolderIsAbsent() {
        folder = folder.resolve("nowhere");

        assertThat(faults()).singleElement().satisfies(fault -> assertThat(fault.message())
                .contains("cannot be read"));
    }

    @Test
    void shouldListEveryShippedFileInTheIndex() throws Exception {
        Path index = Path.of(
                Objects.requireNonNull(Packs.class.getResource("/packs/INDEX")).toURI());
        Path shipped = Objects.requireNonNull(index.getParent());
        try (var files = Files.walk(shipped)) {
            assertThat(shipped("INDEX").strip().lines())
                    .containsExactlyInAnyOrderElementsOf(
                            files.filter(path -> path.toString().endsWith(".yaml"))
                                    .map(path -> shipped.relativize(path).toString())
                                    .toList());
        }
        assertThatCode(() -> Packs.load(null)).doesNotThrowAnyException();
    }

    private List<FileFault> faults() {
        return Objects.requireNonNull(catchThrowableOfType(PackException.class, () -> Packs.load(folder)))
                .faults();
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        return Files.writeString(file, text);
    }

    private static String shipped(String name) throws IOException {
        try (InputStream in = Packs.class.getResourceAsStream("/packs/" + name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
