package dev.rapport.kit.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {

    /** MSG-18: all that is known of a person, unmasked, is read by admins alone; and so is who did what. */
    private static final Set<String> FOR_ADMINS = Set.of(
            "/sellers/{sellerId}/buyers/{buyerId}/export",
            "/sellers/{sellerId}/audit",
            "/sellers/{sellerId}/audit.csv",
            "/audit");

    /** Reads that need a body: nothing is stored. */
    private static final Set<String> QUESTIONS = Set.of("/sellers/{sellerId}/score/simulations");

    @Test
    void shouldFindEveryRouteUnderItsOwnTemplateAndNoOther() {
        for (AccessTable.Route route : AccessTable.routes()) {
            var segments = ApiPath.segments(AccessTable.ROOT + route.template().replaceAll("[{}]", ""));
            assertThat(segments).as(route.template()).isNotNull();
            assertThat(AccessTable.lookup(route.method(), Objects.requireNonNull(segments)))
                    .isInstanceOfSatisfying(AccessTable.Lookup.Found.class, found -> {
                        assertThat(found.route()).isEqualTo(route);
                        assertThat(found.sellerId()).isEqualTo(route.namesSeller() ? "sellerId" : null);
                    });
        }
    }

    @Test
    void shouldLetNoTwoRowsMatchTheSameRequest() {
        var keys = AccessTable.routes().stream()
                .map(route -> route.method() + " " + route.template().replaceAll("\\{[^}]*}", "{}"))
                .toList();
        assertThat(keys).doesNotHaveDuplicates();
    }

    /** api.md: dead letters are for operators; whatever names a seller is not for operators only. */
    @Test
    void shouldOpenWhatIsAboutTheSuiteToOperatorsOnly() {
        for (AccessTable.Route route : AccessTable.routes()) {
            assertThat(route.operators())
                    .as(route.template())
                    .isEqualTo(route.template().startsWith("/dead-letters"));
            Role role = route.roles().iterator().next();
            assertThat(route.opensTo(new Caller("a", Set.of("s1"), Set.of(role))))
                    .isEqualTo(!route.operators());
            assertThat(route.opensTo(new Caller("a", Set.of("*"), Set.of(role))))
                    .isTrue();
            assertThat(route.opensTo(new Caller("a", Set.of("*"), Set.of()))).isFalse();
        }
    }

    @Test
    void shouldNameTheOtherMethodsWhenOnlyThePathMatches() {
        assertThat(AccessTable.lookup("DELETE", List.of("sellers", "s1")))
                .isInstanceOfSatisfying(AccessTable.Lookup.OtherMethods.class, other -> assertThat(other.methods())
                        .containsExactly("GET", "HEAD", "PUT"));
    }

    @Test
    void shouldKeepWritingFromViewersAndFeedersAndEverythingButInboundFromFeeders() {
        for (AccessTable.Route route : AccessTable.routes()) {
            boolean inbound = route.template().endsWith("/inbound");
            assertThat(route.roles().contains(Role.FEEDER)).as(route.template()).isEqualTo(inbound);
            assertThat(route.roles().contains(Role.VIEWER))
                    .as(route.template())
                    .isEqualTo(!FOR_ADMINS.contains(route.template())
                            && (route.method().equals("GET") || QUESTIONS.contains(route.template())));
            assertThat(route.roles()).contains(Role.ADMIN);
        }
    }

    /** Each of these is one that nobody finds in the audit log. */
    @Test
    void shouldTakeForQuestionsNothingButWhatKeepsNothing() {
        assertThat(AccessTable.routes().stream()
                        .filter(route -> !route.method().equals("GET") && !route.writes())
                        .map(route ->
                                route.method() + " " + route.template().replaceFirst("^/sellers/\\{sellerId}", "")))
                .containsExactlyInAnyOrder(
                        "POST /conversations/{conversationId}/presence",
                        "POST /screenings",
                        "POST /templates/{templateId}/render",
                        "POST /auto-replies/{ruleId}/preview",
                        "POST /care-rules/{ruleId}/preview",
                        "POST /score/simulations");
        assertThat(AccessTable.routes())
                .filteredOn(route -> route.method().equals("GET"))
                .noneMatch(AccessTable.Route::writes);
    }

    @Test
    void shouldDecodeWhatAnIdMayHoldAndNothingElse() {
        assertThat(ApiPath.segments("/api/v1/sellers/ali%3As1~x")).containsExactly("sellers", "ali:s1~x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1",
                "/api/v1/",
                "/api/v1//sellers",
                "/api/v1/sellers/",
                "/api/v1/sellers/..",
                "/api/v1/sellers/%2e%2E/x",
                "/api/v1/sellers/.",
                "/api/v1/sellers/...",
                "/api/v1/sellers/a%2Fb",
                "/api/v1/sellers/a%5cb",
                "/api/v1/sellers/a;b=c",
                "/api/v1/sellers/a%3Bb",
                "/api/v1/sellers/%2561",
                "/api/v1/sellers/a%00",
                "/api/v1/sellers/a b",
                "/api/v1/sellers/%C3%A4",
                "/api/v1/sellers/ä",
                "/api/v1/sellers/%4",
                "/api/v1/sellers/%zz",
                "/api/v1/sellers/%-1",
                "/api/v1/sellers/a%",
                "/api/v2/sellers",
                "/API/v1/sellers",
                "/api/v1sellers",
                "/api/v1/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a",
                "/api/v1/sellers/0123456789012345678901234567890123456789012345678901234567890123456789"
            })
    void shouldHaveNoReadingOfAPathThatCouldBeTakenTwoWays(String path) {
        assertThat(ApiPath.segments(path)).isNull();
    }
}
