package dev.rapport.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessIdentityTest {

    @TempDir
    Path folder;

    @Test
    void shouldReadBackWhatItWroteWhenTheProcessIsThisOne() {
        ProcessIdentity self = ProcessIdentity.of(ProcessHandle.current().pid()).orElseThrow();

        assertThat(ProcessIdentity.parse(self.text() + "\n")).contains(self);
        assertThat(self.alive()).isTrue();
    }

    @Test
    void shouldNotBeTakenForAliveWhenTheNumberBelongsToAnotherProcess() {
        ProcessIdentity earlier = new ProcessIdentity(ProcessHandle.current().pid(), "1@another-boot");

        assertThat(earlier.alive()).isFalse();
        assertThat(earlier.handle()).isEmpty();
    }

    @Test
    void shouldBeNothingWhenARunFileWasCutShort() {
        assertThat(ProcessIdentity.parse("")).isEmpty();
        assertThat(ProcessIdentity.parse("123")).isEmpty();
        assertThat(ProcessIdentity.parse("abc def")).isEmpty();
    }

    @Test
    void shouldNotKillWhenTheRunFileNamesARecycledNumber() throws IOException {
        Path run = folder.resolve("sleeper.run");
        ManagedProcess sleeper = aSleeper(run);
        ProcessIdentity stranger = sleeper.start(List.of("sleep", "600"), Map.of(), folder);
        Files.writeString(run, new ProcessIdentity(stranger.pid(), "1@another-boot").text());

        sleeper.kill();
        boolean spared = stranger.alive();
        stranger.handle().ifPresent(ProcessHandle::destroyForcibly);

        assertThat(spared).isTrue();
        assertThat(sleeper.running()).isEmpty();
    }

    @Test
    void shouldBeFoundAgainByItsRunFileWhenAnotherStarterLooks() {
        Path run = folder.resolve("sleeper.run");
        ProcessIdentity started = aSleeper(run).start(List.of("sleep", "600"), Map.of(), folder);

        ManagedProcess again = aSleeper(run);

        assertThat(again.running()).contains(started);
        again.kill();
        assertThat(again.running()).isEmpty();
        assertThat(again.died()).isTrue();
        again.stop(Duration.ofSeconds(1));
        assertThat(again.died()).isFalse();
    }

    @Test
    void shouldBeKilledByItsLeashWhenTheHolderIsGone() throws IOException {
        ManagedProcess sleeper = aSleeper(folder.resolve("sleeper.run"));
        ProcessIdentity identity = sleeper.start(List.of("sleep", "600"), Map.of(), folder);

        Leash.on(identity).snap();

        Awaitility.await().until(() -> !identity.alive());
    }

    @Test
    void shouldLiveOnWhenItsLeashIsClosed() {
        ManagedProcess sleeper = aSleeper(folder.resolve("sleeper.run"));
        ProcessIdentity identity = sleeper.start(List.of("sleep", "600"), Map.of(), folder);

        Leash.on(identity).close();
        boolean alive = identity.alive();
        sleeper.kill();

        assertThat(alive).isTrue();
    }

    private ManagedProcess aSleeper(Path run) {
        return new ManagedProcess("sleeper", run, folder.resolve("sleeper.log"), ManagedProcess.Ending.TERM);
    }
}
