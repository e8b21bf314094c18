package dev.danmaku.worker;

import dev.danmaku.registry.ControlMessage.Answer;
import dev.danmaku.registry.ControlMessage.Ask;
import dev.danmaku.registry.ControlMessage.JobRef;
import dev.danmaku.registry.Question.Lost;
import dev.danmaku.registry.RegistryUnavailable;
import dev.danmaku.room.RoomId;
import dev.danmaku.worker.Intake.Pending;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToLongBiFunction;

/**
 * A job was delivered to us, but a living session holds its room. A redelivery is a question, not an answer: we ask the holder,
 * once for all its rooms, and again until it is settled.
 *
 * <p>"Mine": ack, drop. "Not mine": take over. Nobody hears, twice in a row: broker and Redis have both lost it, take over without
 * waiting for the deadline (a dead worker's subscription may be counted for some milliseconds more, so one "heard" settles nothing).
 * Else its deadline decides, which the registry is asked about again and again. Owned by the worker thread.
 */
final class HolderQuestions {
    private static final Logger LOG = LoggerFactory.getLogger(HolderQuestions.class);
    static final Duration ROUND = Duration.ofMillis(200);
    private static final int UNHEARD_ROUNDS = 2;
    /** Every so many rounds the registry is asked: the record may have changed, the deadline passed. */
    private static final int ROUNDS_TO_REGISTRY = 5;

    private final String session;
    private final WorkerThread worker;
    private final ToLongBiFunction<String, Ask> tell;
    private final Consumer<List<Pending>> askRegistry;
    private final Consumer<Pending> drop;
    private final Map<String, Map<RoomId, Open>> byHolder = new HashMap<>();
    private boolean roundDue;

    /** A question without an answer. */
    private static final class Open {
        final Pending pending;
        final long term;
        int unheard;
        int rounds;

        Open(Pending pending, long term) {
            this.pending = pending;
            this.term = term;
        }
    }

    /**
     * @param tell says something to a session and returns how many heard it
     * @param askRegistry asks what to do with settled deliveries
     * @param drop the holder goes on without this delivery
     */
    HolderQuestions(
            String session,
            WorkerThread worker,
            ToLongBiFunction<String, Ask> tell,
            Consumer<List<Pending>> askRegistry,
            Consumer<Pending> drop) {
        this.session = session;
        this.worker = worker;
        this.tell = tell;
        this.askRegistry = askRegistry;
        this.drop = drop;
    }

    /** How many deliveries wait for an answer. */
    int open() {
        return byHolder.values().stream().mapToInt(Map::size).sum();
    }

    void ask(Pending pending, String holder, long term) {
        var before = byHolder.computeIfAbsent(holder, h -> new HashMap<>())
                .put(pending.job().room(), new Open(pending, term));
        if (before != null && before.pending.delivery() != pending.delivery()) {
            // a second delivery of the same job: one of them is enough to go on with
            drop.accept(before.pending);
        }
        if (!roundDue) {
            roundDue = true;
            worker.post(this::round);
        }
    }

    /** The broker took deliveries back: their questions are moot. */
    void forget(Predicate<Pending> moot) {
        byHolder.values().forEach(open -> open.values().removeIf(o -> moot.test(o.pending)));
        byHolder.values().removeIf(Map::isEmpty);
    }

    /** Asks nothing more. Returns what was still open. */
    List<Pending> giveUp() {
        var open = byHolder.values().stream()
                .flatMap(questions -> questions.values().stream())
                .map(question -> question.pending)
                .toList();
        byHolder.clear();
        return open;
    }

    /** What is asked anew on the way comes with the next round, so that there is one at a time. */
    private void round() {
        byHolder.values().removeIf(Map::isEmpty);
        var settled = new ArrayList<Pending>();
        byHolder.forEach((holder, questions) -> settled.addAll(askHolder(holder, questions)));
        if (!settled.isEmpty()) {
            askRegistry.accept(settled);
        }
        byHolder.values().removeIf(Map::isEmpty);
        roundDue = !byHolder.isEmpty();
        if (roundDue) {
            worker.after(ROUND, this::round);
        }
    }

    /** What is for the registry now. */
    private List<Pending> askHolder(String holder, Map<RoomId, Open> questions) {
        var refs = questions.values().stream()
                .map(open ->
                        new JobRef(open.pending.job().room(), open.pending.job().id()))
                .toList();
        long heard;
        try {
            heard = tell.applyAsLong(holder, new Ask(session, refs));
        } catch (RegistryUnavailable e) {
            LOG.debug("{}", e.getMessage());
            return List.of();
        }
        var settled = new ArrayList<Pending>();
        for (var open : List.copyOf(questions.values())) {
            open.rounds++;
            open.unheard = heard == 0 ? open.unheard + 1 : 0;
            if (open.unheard >= UNHEARD_ROUNDS) {
                settled.add(lost(open, holder));
            } else if (open.rounds % ROUNDS_TO_REGISTRY == 0) {
                settled.add(open.pending);
            }
        }
        settled.forEach(pending -> questions.remove(pending.job().room()));
        return settled;
    }

    /** A holder answered. */
    void answered(Answer answer) {
        var questions = byHolder.getOrDefault(answer.from(), Map.of());
        for (var ref : answer.mine()) {
            var open = questions.get(ref.room());
            if (open != null && open.pending.job().id() == ref.job()) {
                questions.remove(ref.room());
                drop.accept(open.pending);
            }
        }
        var settled = new ArrayList<Pending>();
        for (var ref : answer.notMine()) {
            var open = questions.get(ref.room());
            if (open != null && open.pending.job().id() == ref.job()) {
                questions.remove(ref.room());
                settled.add(lost(open, answer.from()));
            }
        }
        if (!settled.isEmpty()) {
            askRegistry.accept(settled);
        }
    }

    private static Pending lost(Open open, String holder) {
        return new Pending(
                open.pending.job(), open.pending.delivery(), new Lost(holder, open.term));
    }
}
