package dev.rapport.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.rapport.gateway.Tokens;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that would sign anybody in, or nobody although it says so, does not start. */
class SessionsTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final String KEY = "a key of the tests, long enough";

    @TempDir
    private Path folder;

    @AfterAll
    static void stop() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void shouldSignNobodyInWithoutAWord() {
        Sessions sessions = sessions(new Given(null, null, null, null, null), "https://login.example");
        assertThat(sessions.cookies()).isNull();
        assertThat(sessions.local()).isNull();
        assertThat(sessions.provider()).isNull();
    }

    @Test
    void shouldRefuseTheLocalKeyBesideAnotherIssuer() throws IOException {
        var given = new Given(KEY, localKey(), null, null, null);
        assertThat(sessions(given, "local").local()).isNotNull();
        assertThatIllegalStateException()
                .isThrownBy(() -> sessions(given, "https://login.example"))
                .withMessageContaining("RAPPORT_LOCAL_KEY_FILE", "https://login.example");
    }

    @Test
    void shouldRefuseAFileThatHoldsNoKey() throws IOException {
        Path file = Files.writeString(folder.resolve("empty.pem"), "nothing");
        assertThatIllegalStateException()
                .isThrownBy(() -> sessions(new Given(KEY, file, null, null, null), "local"))
                .withMessageContaining("RAPPORT_LOCAL_KEY_FILE");
    }

    @Test
    void shouldRefuseSignInsWithoutAKeyForTheirCookies() throws IOException {
        Path file = localKey();
        assertThatIllegalStateException()
                .isThrownBy(() -> sessions(new Given(null, file, null, null, null), "local"))
                .withMessageContaining("RAPPORT_SESSION_KEY");
    }

    @Test
    void shouldRefuseAProviderItCannotSendAnybodyTo() {
        URI url = URI.create("https://login.example");
        assertThatIllegalStateException()
                .isThrownBy(() -> sessions(new Given(KEY, null, url, "console", null), url.toString()))
                .withMessageContaining("RAPPORT_PUBLIC_URL");
        assertThatIllegalStateException()
                .isThrownBy(() -> sessions(new Given(KEY, null, null, "console", url), url.toString()))
                .withMessageContaining("RAPPORT_OIDC_URL");
        assertThat(sessions(new Given(KEY, null, url, "console", url), url.toString())
                        .provider())
                .isNotNull();
    }

    private Path localKey() throws IOException {
        return Files.writeString(folder.resolve("key.pem"), Tokens.generate().privateKey());
    }

    private static Sessions sessions(Given given, String trusted) {
        return new Sessions(VERTX, given, () -> trusted, "https://rapport.local", "rapport");
    }

    private record Given(
            @Nullable String sealedBy,
            @Nullable Path file,
            @Nullable URI issuer,
            @Nullable String client,
            @Nullable URI desk)
            implements SessionConfig, SessionConfig.Provider {

        @Override
        public Optional<String> key() {
            return Optional.ofNullable(sealedBy);
        }

        @Override
        public boolean secure() {
            return true;
        }

        @Override
        public Optional<Path> localKeyFile() {
            return Optional.ofNullable(file);
        }

        @Override
        public Duration localLifetime() {
            return Duration.ofHours(1);
        }

        @Override
        public SessionConfig.Provider provider() {
            return this;
        }

        @Override
        public Optional<URI> url() {
            return Optional.ofNullable(issuer);
        }

        @Override
        public Optional<String> clientId() {
            return Optional.ofNullable(client);
        }

        @Override
        public Optional<String> clientSecret() {
            return Optional.empty();
        }

        @Override
        public Optional<URI> publicUrl() {
            return Optional.ofNullable(desk);
        }
    }
}
