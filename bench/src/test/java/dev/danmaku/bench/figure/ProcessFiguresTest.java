package dev.danmaku.bench.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.management.ManagementFactory;

class ProcessFiguresTest {
    @Test
    void thisProcessIsSeenAsItSeesItself() throws IOException {
        assumeTrue(ProcessFigures.available(), "only Linux has /proc");

        var figures = ProcessFigures.of(ProcessHandle.current().pid());

        var own =
                ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
        assertThat(figures.cpu().toMillis() / 1e3)
                .isCloseTo(own.getProcessCpuTime() / 1e9, within(1.0));
        assertThat(figures.threads())
                .isGreaterThanOrEqualTo(ManagementFactory.getThreadMXBean().getThreadCount() / 2);
        assertThat(figures.rssBytes()).isGreaterThan(Runtime.getRuntime().totalMemory() / 100);
    }
}
