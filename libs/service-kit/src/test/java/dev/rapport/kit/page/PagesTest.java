package dev.rapport.kit.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rapport.kit.problem.CommonProblem;
import dev.rapport.kit.problem.ProblemException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** api.md, pages. */
class PagesTest {

    private static final String QUERY = "s1 conversations status=PENDING sort=due";

    @Test
    void shouldReadACursorBackAsItWasWritten() {
        Instant due = Instant.parse("2026-11-22T10:00:00.123456Z");
        var keys = new ArrayList<@Nullable Object>(Arrays.asList(due, "c:1~ü", 42L, new BigDecimal("0.420"), null));
        Cursor cursor = Cursor.decode(Cursor.at(keys).encode(QUERY), QUERY);

        assertThat(cursor.size()).isEqualTo(5);
        assertThat(cursor.instant(0)).isEqualTo(due);
        assertThat(cursor.text(1)).isEqualTo("c:1~ü");
        assertThat(cursor.number(2)).isEqualTo(42);
        assertThat(cursor.decimal(3)).isEqualTo(new BigDecimal("0.420"));
        assertThat(cursor.isNull(4)).isTrue();
    }

    @Test
    void shouldRefuseACursorOfAnotherQuery() {
        String cursor = Cursor.at(List.of("c1")).encode(QUERY);
        refused(CommonProblem.BAD_CURSOR, () -> Cursor.decode(cursor, QUERY + " assignee=a1"));
    }

    @Test
    void shouldRefuseACursorThatHasBeenMeddledWithOrTellSomethingElse() {
        byte[] good =
                Base64.getUrlDecoder().decode(Cursor.at(List.of("c1", 42L)).encode(QUERY));
        for (int length = 0; length < good.length; length++) {
            String cut = Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(good, length));
            refused(CommonProblem.BAD_CURSOR, () -> Cursor.decode(cut, QUERY));
        }
        Cursor cursor = Cursor.at(List.of("c1"));
        refused(CommonProblem.BAD_CURSOR, () -> cursor.number(0));
        refused(CommonProblem.BAD_CURSOR, () -> cursor.instant(0));
        refused(CommonProblem.BAD_CURSOR, () -> cursor.decimal(0));
        refused(CommonProblem.BAD_CURSOR, () -> cursor.text(1));
    }

    @Test
    void shouldNeverFailOnANonsensicalCursorInAnotherWay() {
        long seed = 20_261_122;
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            String text = random.nextBoolean()
                    ? Base64.getUrlEncoder().encodeToString(bytes)
                    : new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
            refused(CommonProblem.BAD_CURSOR, () -> Cursor.decode(text, QUERY));
        }
        refused(CommonProblem.BAD_CURSOR, () -> Cursor.decode("A".repeat(5_000), QUERY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "201", "-1", "", " 5", "5 ", "1e2", "+5", "9999999999", "٣", "fifty"})
    void shouldRefuseALimitOutsideOneToTwoHundred(String limit) {
        refused(CommonProblem.BAD_PARAMETER, () -> PageRequest.of(limit, null, QUERY));
    }

    @Test
    void shouldTakeFiftyUnlessTold() {
        assertThat(PageRequest.of(null, null, QUERY)).isEqualTo(new PageRequest(50, null, QUERY));
        assertThat(PageRequest.of("200", "", QUERY).fetch()).isEqualTo(201);
    }

    @Test
    void shouldWalkThroughAllRowsOnceWhenPagesFollowTheirCursors() {
        List<Long> rows = LongStream.range(0, 107).boxed().toList();
        var seen = new ArrayList<Long>();
        @Nullable String next = null;
        do {
            PageRequest request = PageRequest.of("10", next, QUERY);
            Cursor after = request.after();
            long from = after == null ? -1 : after.number(0);
            List<Long> fetched = rows.stream()
                    .filter(row -> row > from)
                    .limit(request.fetch())
                    .toList();
            Page<Long> page = Page.of(request, fetched, List::of);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(10);
            seen.addAll(page.items());
            next = page.next();
        } while (next != null);

        assertThat(seen).isEqualTo(rows);
    }

    private static void refused(CommonProblem expected, ThrowingCallable call) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(call)
                .satisfies(refusal -> assertThat(refusal.problem().type()).isEqualTo(expected));
    }
}
