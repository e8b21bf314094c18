package dev.danmaku.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

class FileSecretTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(FileSecret.class);

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("cookie"), "  did=1\n");
        logged.start();
        logger.addAppender(logged);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(logged);
    }

    @Test
    void aChangedFileIsReadAgainAfterASecondAtMost() throws IOException {
        var secret = FileSecret.open(file, nanos::get);
        assertThat(secret.value()).contains("did=1");

        Files.writeString(file, "did=22\n");
        pass(Duration.ofMillis(999));
        assertThat(secret.value()).contains("did=1");

        pass(Duration.ofMillis(1));
        assertThat(secret.value()).contains("did=22");
    }

    @Test
    void anEmptyFileIsNoSecret() throws IOException {
        Files.writeString(file, "\n");

        assertThat(FileSecret.open(file, nanos::get).value()).isEmpty();
    }

    @Test
    void aFileThatIsGoneLeavesTheLastValueAndIsToldOnce() throws IOException {
        var secret = FileSecret.open(file, nanos::get);

        Files.delete(file);
        for (var look = 0; look < 3; look++) {
            pass(Duration.ofSeconds(1));
            assertThat(secret.value()).contains("did=1");
        }
        assertThat(logged.list).hasSize(1);
        assertThat(logged.list.getFirst().getFormattedMessage())
                .contains("its last value stays in use");

        Files.writeString(file, "did=3");
        pass(Duration.ofSeconds(1));
        assertThat(secret.value()).contains("did=3");
    }

    @Test
    void aFileThatTurnsBadLeavesTheLastValue() throws IOException {
        var secret = FileSecret.open(file, nanos::get);

        Files.writeString(file, "did=1\r\nHost: elsewhere");
        pass(Duration.ofSeconds(1));

        assertThat(secret.value()).contains("did=1");
    }

    @Test
    void aFileThatIsMissingOrTooLargeAtTheStartIsRefused() throws IOException {
        Files.write(file, new byte[65_537]);

        assertThatThrownBy(() -> FileSecret.open(file, nanos::get))
                .hasMessageContaining("larger than 65536 bytes");
        assertThatThrownBy(() -> FileSecret.open(folder.resolve("none"), nanos::get))
                .hasMessageContaining("cannot be read");
    }

    @Test
    void itNeverPrintsItself() {
        assertThat(FileSecret.open(file, nanos::get).toString()).doesNotContain("did=1");
        assertThat(Secret.of("did=1").toString()).doesNotContain("did=1");
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
