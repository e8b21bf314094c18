package dev.danmaku.standalone;

import dev.danmaku.config.BadSettings;
import dev.danmaku.standalone.log.Logs;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ScopeType;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;

/** The command with its subcommands. */
@Command(
        name = "danmaku",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Danmaku.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Watches live-stream rooms and keeps everything that happens in them.",
        footer = {
            "",
            "Any setting can be given as a flag, --danmaku.worker.slots=5, in the environment, DANMAKU_WORKER_SLOTS=5,"
                    + " or in a YAML file; `danmaku settings` lists them.",
            "",
            "Exit codes: 0 done; 1 failed; 2 wrong usage or settings; why: 3 the room is not watched;"
                    + " export: 3 the room has no such events; import: 3 some lines were no events;"
                    + " watch: 3 the room is not live, 4 given up without knowing whether the stream ended, 130 interrupted; export, import: 130 interrupted."
        })
final class Danmaku {
    private static final Logger LOG = LoggerFactory.getLogger(Danmaku.class);

    private Danmaku() {}

    /** Runs one command line and answers its exit code. */
    static int run(Shell shell, List<String> arguments) {
        var command = new CommandLine(new Danmaku())
                .addSubcommand(new UpCommand(shell))
                .addSubcommand(new DispatcherCommand(shell))
                .addSubcommand(new WorkerCommand(shell))
                .addSubcommand(new ConsoleCommand(shell))
                .addSubcommand(new ConsoleUserCommand(shell))
                .addSubcommand(new StatusCommand(shell))
                .addSubcommand(new WhyCommand(shell))
                .addSubcommand(new PauseCommand(shell))
                .addSubcommand(new ResumeCommand(shell))
                .addSubcommand(new RetryCommand(shell))
                .addSubcommand(new MoveCommand(shell))
                .addSubcommand(new DrainCommand(shell))
                .addSubcommand(new DeadCommand(shell))
                .addSubcommand(new WatchCommand(shell))
                .addSubcommand(new DecodeCommand(shell))
                .addSubcommand(new ExportCommand(shell))
                .addSubcommand(new ImportCommand(shell))
                .addSubcommand(new EraseCommand(shell))
                .addSubcommand(new SimulateCommand(shell))
                .addSubcommand(new SettingsCommand(shell))
                .addSubcommand(new TrainCommand(shell))
                .addSubcommand("help", new CommandLine.HelpCommand());
        command.setOut(new PrintWriter(shell.out(), true, StandardCharsets.UTF_8));
        command.setErr(new PrintWriter(shell.err(), true, StandardCharsets.UTF_8));
        command.setCaseInsensitiveEnumValuesAllowed(true);
        command.setUsageHelpAutoWidth(true);
        command.setExecutionExceptionHandler((failure, failed, parsed) -> tell(failure, shell));
        if (arguments.isEmpty()) {
            command.usage(shell.err());
            return Exit.USAGE;
        }
        return command.execute(arguments.toArray(String[]::new));
    }

    private static int tell(Exception failure, Shell shell) {
        LOG.debug("the whole story", failure);
        return switch (failure) {
            case BadSettings bad -> {
                bad.mistakes().forEach(mistake -> Logs.tell(shell.err(), "danmaku: " + mistake));
                yield Exit.USAGE;
            }
            case CompletionException later
            when later.getCause() instanceof Exception cause -> tell(cause, shell);
            case IllegalArgumentException wrong ->
                told(Exit.USAGE, wrong.getMessage(), wrong, shell);
            case NoSuchFileException missing ->
                told(Exit.USAGE, "there is no file " + missing.getMessage(), missing, shell);
            default -> told(Exit.FAILED, failure.getMessage(), failure, shell);
        };
    }

    private static int told(int code, @Nullable String sentence, Exception failure, Shell shell) {
        Logs.tell(shell.err(), "danmaku: " + (sentence == null ? failure : sentence));
        return code;
    }

    /** As the build wrote it, whether this runs from a jar or from folders. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"danmaku " + text()};
        }

        static String text() {
            try (var in = Danmaku.class.getResourceAsStream("version.txt")) {
                return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                        .strip();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
