package dev.danmaku.standalone;

import dev.danmaku.config.BadSettings;
import dev.danmaku.queue.DeadLetter;
import dev.danmaku.queue.DeadLetterBox;
import dev.danmaku.queue.DeadLetterBox.Emptied;
import dev.danmaku.queue.DeadLetterBox.Look;
import dev.danmaku.queue.QueueUnavailable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/** Shows the dead letters, tries them again, or drops them. */
@Command(
        name = "dead",
        description =
                "Lists messages that were no jobs (jobs.dead) by what is wrong with them; tries them again, or drops them.",
        footer = {
            "",
            "Exit codes: 0 done; 1 some could not be tried again, or RabbitMQ does not answer; 2 wrong usage or settings."
        })
final class DeadCommand implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String MOST = "1000";
    private static final int PAYLOAD_CHARS = 100;

    private final Shell shell;

    @Mixin
    private ServerFlags flags = new ServerFlags();

    @Parameters(
            arity = "0..*",
            paramLabel = "ID",
            description = "Those to try again or to drop, as the list names them.")
    private List<String> ids = new ArrayList<>();

    @Option(names = "--retry", description = "Puts them back on the queues that they came from.")
    private boolean retry;

    @Option(names = "--drop", description = "Deletes them.")
    private boolean drop;

    @Option(names = "--all", description = "All of them instead of IDs.")
    private boolean all;

    @Option(
            names = "--most",
            paramLabel = "COUNT",
            defaultValue = MOST,
            description = "How many to list (${DEFAULT-VALUE}).")
    private int most;

    @Option(names = "--json", description = "One JSON object, for scripts.")
    private boolean json;

    DeadCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws BadSettings {
        var changes = retry || drop;
        if (retry && drop || changes == (ids.isEmpty() && !all) || all && !ids.isEmpty()) {
            throw new IllegalArgumentException(
                    "either --retry or --drop, and the IDs or --all; without any of them, the list");
        }
        var settings = flags.loadQuietly(shell);
        try (var box = new DeadLetterBox(settings.amqp(), settings.queue(), "danmaku-dead")) {
            if (!changes) {
                list(box.look(most));
                return Exit.OK;
            }
            Predicate<DeadLetter> which = letter -> all || ids.contains(letter.id());
            return tell(retry ? box.retry(which) : box.drop(which));
        } catch (QueueUnavailable e) {
            shell.err().println("danmaku: RabbitMQ does not answer: " + e.getMessage());
            return Exit.FAILED;
        }
    }

    private int tell(Emptied emptied) {
        shell.out()
                .println("%d %s"
                        .formatted(emptied.done(), retry ? "are tried again" : "are dropped"));
        emptied.failures().forEach(failure -> shell.err().println("danmaku: " + failure));
        if (!all && emptied.done() + emptied.failures().size() < ids.size()) {
            shell.err().println("danmaku: not all of these were found; see danmaku dead");
            return Exit.FAILED;
        }
        return emptied.failures().isEmpty() ? Exit.OK : Exit.FAILED;
    }

    private void list(Look look) {
        if (json) {
            shell.out().println(json(look));
            return;
        }
        shell.out().println("%d dead letters".formatted(look.total()));
        look.byReason().forEach((reason, letters) -> {
            shell.out().println("\n%d: %s".formatted(letters.size(), reason));
            letters.forEach(letter -> shell.out()
                    .println("  %s  %s  %s  %d bytes  %s"
                            .formatted(
                                    letter.id(),
                                    letter.seen(),
                                    letter.queue(),
                                    letter.length(),
                                    beginning(letter.payload()))));
        });
    }

    private static String beginning(String payload) {
        return payload.length() <= PAYLOAD_CHARS
                ? payload
                : payload.substring(0, PAYLOAD_CHARS) + "...";
    }

    private static String json(Look look) {
        var json = JSON.createObjectNode().put("v", 1).put("total", look.total());
        var letters = json.putArray("letters");
        look.letters()
                .forEach(letter -> letters.addObject()
                        .put("id", letter.id())
                        .put("reason", letter.reason())
                        .put("queue", letter.queue())
                        .put("seen", letter.seen())
                        .put("length", letter.length())
                        .put("payload", letter.payload())
                        .put("whole", letter.whole()));
        return JSON.writeValueAsString(json);
    }
}
