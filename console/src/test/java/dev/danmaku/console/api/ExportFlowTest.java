package dev.danmaku.console.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.danmaku.console.web.Flow;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;

@Timeout(20)
class ExportFlowTest {
    private static final int MANY_BYTES = 10 << 20;

    private static CompletableFuture<Integer> write(ExportFlow flow) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                for (var i = 0; i < MANY_BYTES; i++) {
                    flow.write(i);
                }
                flow.finish();
                return MANY_BYTES;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void allThatIsWrittenIsRead() throws ExecutionException, InterruptedException {
        var flow = new ExportFlow();
        var written = write(flow);
        var read = new ByteArrayOutputStream();
        while (!flow.ended()) {
            var piece = flow.next();
            if (piece != null) {
                read.writeBytes(piece);
            }
        }

        assertThat(written.get()).isEqualTo(read.size());
        assertThat(read.toByteArray()[300]).isEqualTo((byte) 300);
    }

    @Test
    void aWriterWaitsForItsReaderAndEndsWhenThatIsGone() throws InterruptedException {
        var flow = new ExportFlow();
        var woken = new CountDownLatch(8);
        flow.start(new Flow.Reader() {
            @Override
            public void wake() {
                woken.countDown();
            }

            @Override
            public void drop() {}
        });

        var written = write(flow);

        woken.await();
        assertThat(written.isDone()).isFalse();
        flow.close();
        assertThatThrownBy(written::get).hasRootCauseInstanceOf(IOException.class);
        assertThat(flow.ended()).isFalse();
    }
}
