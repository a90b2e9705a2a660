package dev.rapport.kit.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rapport.policy.PackException;
import dev.rapport.policy.Packs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PacksAheadTest {

    @TempDir
    Path folder;

    @AfterEach
    void forget() {
        PacksAhead.of(null);
    }

    @Test
    void shouldHandOutOnceWhatWasReadAhead() {
        PacksAhead.begin((Path) null);

        Packs first = PacksAhead.of(null);

        assertThat(first.names()).isEqualTo(Packs.load(null).names());
        assertThat(PacksAhead.of(null)).isNotSameAs(first);
    }

    @Test
    void shouldReadNowWhatAnotherFolderWasReadAheadFor() throws IOException {
        Files.writeString(folder.resolve("faulty.yaml"), "kind: pack\n");
        PacksAhead.begin(folder);

        assertThat(PacksAhead.of(null).names()).isNotEmpty();
    }

    @Test
    void shouldRefuseAFaultyPackAsIfItHadBeenReadJustNow() throws IOException {
        Files.writeString(folder.resolve("faulty.yaml"), "kind: pack\n");
        PacksAhead.begin(folder);

        assertThatThrownBy(() -> PacksAhead.of(folder))
                .isInstanceOf(PackException.class)
                .hasMessageContaining("faulty.yaml");
    }
}
