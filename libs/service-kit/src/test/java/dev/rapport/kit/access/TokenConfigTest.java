package dev.rapport.kit.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Issue 6: whose tokens are trusted is said once, and the local issuer is at home in the local profile only. */
class TokenConfigTest {

    private final TokenConfig.OneIssuer converter = new TokenConfig.OneIssuer();

    @Test
    void shouldTrustTheLocalIssuerInTheLocalProfileAndAnyOtherEverywhere() {
        assertThat(converter.convert("MIIB  local")).isEqualTo("local");
        assertThat(converter.convert(" https://sso.example/realms/r production"))
                .isEqualTo("https://sso.example/realms/r");
        assertThat(converter.convert(" https://sso.example/realms/r local")).isEqualTo("https://sso.example/realms/r");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MIIB  production", "MIIB  ", "MIIB  Local", "MIIB "})
    void shouldRefuseTheLocalIssuerAnywhereElse(String three) {
        assertThatThrownBy(() -> converter.convert(three)).hasMessageContaining("RAPPORT_PROFILE=local");
    }

    @ParameterizedTest
    @ValueSource(strings = {"  local", "  production", "MIIB https://sso.example local", " "})
    void shouldRefuseNoneAndBoth(String three) {
        assertThatThrownBy(() -> converter.convert(three)).hasMessageContaining("exactly one of");
    }
}
