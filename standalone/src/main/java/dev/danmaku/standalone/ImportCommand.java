package dev.danmaku.standalone;

import dev.danmaku.config.BadSettings;
import dev.danmaku.standalone.transfer.PatientWriter;
import dev.danmaku.store.EventStore;
import dev.danmaku.store.StoreFailure;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Events from files into the store. */
@Command(
        name = "import",
        description = {
            "Stores the events of files, one JSON object a line, as the sink jsonl and export write them; plain, .gz or .zst.",
            "What the store has is not stored twice: an import that was broken off is simply run again."
        },
        footer = {
            "",
            "Exit codes: 0 everything is in the store; 1 failed, what was stored before stays; 2 wrong usage or settings;"
                    + " 3 done, but for lines that are no events, or that cannot be stored; 130 interrupted."
        })
final class ImportCommand implements Callable<Integer> {
    private static final String STANDARD_INPUT = "-";

    private final Shell shell;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description =
                    "Files, folders (all .jsonl, .jsonl.gz and .jsonl.zst below them, by name), or - for standard input.")
    private List<String> files = new ArrayList<>();

    @Option(names = "--strict", description = "End at the first line that is no event.")
    private boolean strict;

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description =
                    "How long to try again where the database is away or full (${DEFAULT-VALUE}).")
    private int patienceSeconds;

    @Mixin
    private StoreFlags flags = new StoreFlags();

    ImportCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws BadSettings, InterruptedException {
        for (var file : files) {
            if (!file.equals(STANDARD_INPUT) && !Files.exists(shell.folder().resolve(file))) {
                throw new IllegalArgumentException(
                        "there is no file or folder '%s'".formatted(file));
            }
        }
        var settings = flags.load(shell).store();
        var patient = new PatientWriter(
                Duration.ofSeconds(patienceSeconds), shell.stop().requested(), this::tell);
        try (var store = patient.patiently(() -> EventStore.open(settings))) {
            return run(new Importing(shell, store.writer(), patient, strict));
        } catch (StoreFailure e) {
            tell("the store failed: %s; what was stored before stays, run it again to finish"
                    .formatted(e.getMessage()));
            return Exit.FAILED;
        }
    }

    private int run(Importing work) throws InterruptedException {
        try {
            for (var file : files) {
                var more = file.equals(STANDARD_INPUT)
                        ? work.read(shell.in())
                        : work.read(shell.folder().resolve(file));
                if (!more) {
                    break;
                }
            }
            work.finish();
        } catch (IOException e) {
            tell("cannot read on: " + e);
            return Exit.FAILED;
        } finally {
            shell.out().println(work.counts());
        }
        return work.exitCode();
    }

    private void tell(String sentence) {
        shell.err().println("danmaku: " + sentence);
    }
}
