package dev.danmaku.bench.others;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Measures the pushes that lie in a directory, one a file, and writes a line for each into another file; notes begin with a hash. */
public final class OthersMain {
    private static final double NANOS_A_SECOND = 1e9;

    private OthersMain() {}

    public static void main(String[] args) throws Exception {
        var dir = Path.of(args[0]);
        var pushes = names(dir);
        var results = new Runner(new OptionsBuilder()
                        .include(OtherLoop.class.getName())
                        .param("push", pushes.toArray(String[]::new))
                        .addProfiler(GCProfiler.class)
                        .addProfiler(CpuProfiler.class)
                        .jvmArgsAppend("-D" + OtherLoop.DIR + "=" + dir)
                        .build())
                .run();
        var lines = new ArrayList<String>();
        for (var result : results) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%s %.3f %.3f",
                    result.getParams().getParam("push"),
                    NANOS_A_SECOND / result.getSecondaryResults().get(CpuProfiler.LABEL).getScore(),
                    result.getSecondaryResults().get("gc.alloc.rate.norm").getScore()));
        }
        lines.addAll(Oddities.of(dir, pushes));
        Files.write(Path.of(args[1]), lines);
        // One of the oddities may still be spinning.
        System.exit(0);
    }

    private static List<String> names(Path dir) throws IOException {
        try (var files = Files.list(dir)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
