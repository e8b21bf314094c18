package dev.danmaku.standalone;

import dev.danmaku.registry.OperatorAnswer.Outcome;

import java.util.List;

/** Tells what became of rooms, a line each. */
final class Outcomes {
    private Outcomes() {}

    /** @return the exit code: whether all of them are as they were to be */
    static int tell(Shell shell, List<Outcome> outcomes) {
        var failed = false;
        for (var outcome : outcomes) {
            var sentence = outcome.room() + " " + sentence(outcome);
            if (done(outcome)) {
                shell.out().println(sentence);
            } else {
                failed = true;
                shell.err().println("danmaku: " + sentence);
            }
        }
        return failed ? Exit.FAILED : Exit.OK;
    }

    private static boolean done(Outcome outcome) {
        return switch (outcome.verdict()) {
            case PAUSED, RESUMED, RETRIED, ALREADY -> true;
            case ENDING, UNWANTED, KEPT, NOT_PAUSED, NOT_PARKED, PLATFORM_PAUSED -> false;
        };
    }

    private static String sentence(Outcome outcome) {
        return switch (outcome.verdict()) {
            case PAUSED ->
                outcome.holder() == null
                        ? "is paused"
                        : "is paused; worker %s closes its socket".formatted(outcome.holder());
            case RESUMED -> "goes on: it gets a fresh job within seconds";
            case RETRIED -> "is tried again within seconds";
            case ALREADY -> "was paused before";
            case ENDING ->
                "is not paused: its stream ended a moment ago, and its record goes by itself";
            case UNWANTED -> "is not paused: nobody wants it, it is not in the lives set";
            case KEPT -> "is not paused: its platform goes on";
            case NOT_PAUSED -> "is not paused";
            case NOT_PARKED -> "does not rest: there is nothing to retry";
            case PLATFORM_PAUSED -> "waits: its whole platform is paused";
        };
    }
}
