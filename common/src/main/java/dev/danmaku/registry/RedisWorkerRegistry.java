package dev.danmaku.registry;

import dev.danmaku.registry.CheckAnswer.Checked;
import dev.danmaku.registry.CheckAnswer.Verdict;
import dev.danmaku.registry.TakeAnswer.Grant;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;

import org.jspecify.annotations.Nullable;

import redis.clients.jedis.UnifiedJedis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/** The worker's scripts on Redis. Safe for use by many threads. Lists in a call belong to one platform. */
public final class RedisWorkerRegistry implements WorkerRegistry {
    private static final String YES = "1";

    private final Scripts scripts;

    public RedisWorkerRegistry(UnifiedJedis redis) {
        this(redis, System::nanoTime);
    }

    /** @param nanoTime as {@link System#nanoTime} */
    public RedisWorkerRegistry(UnifiedJedis redis, LongSupplier nanoTime) {
        this.scripts = new Scripts(redis, nanoTime);
    }

    @Override
    public BeatAnswer beat(Beat beat) {
        var reply = scripts.run(
                "beat",
                Platform.KUAISHOU,
                List.of(
                        beat.session(),
                        Long.toString(beat.deadline().toMillis()),
                        beat.about(),
                        Long.toString(beat.knownGeneration()),
                        beat.restored() == null ? "" : beat.restored().toString()));
        var rows = Replies.list(reply);
        return new BeatAnswer(
                Replies.number(reply, 1),
                Replies.rebuilding(reply),
                rows.subList(3, rows.size()).stream()
                        .map(word -> Replies.room((String) word))
                        .toList());
    }

    @Override
    public void leave(String session) {
        scripts.run("leave", Platform.KUAISHOU, List.of(session));
    }

    @Override
    public List<TakeAnswer> take(String session, List<Question> questions) {
        if (questions.isEmpty()) {
            return List.of();
        }
        var args = new ArrayList<String>();
        args.add(session);
        for (var question : questions) {
            var lost = question.lost();
            args.add(question.job().room().id());
            args.add(Long.toString(question.job().id()));
            args.add(Long.toString(question.job().generation()));
            args.add(question.has() ? YES : "");
            args.add(lost == null ? "" : lost.holder());
            args.add(lost == null ? "" : Long.toString(lost.term()));
        }
        var reply = scripts.run("take", onePlatform(questions, q -> q.job().room()), args);
        return switch (Replies.text(reply, 0)) {
            case "rebuilding" -> Collections.nCopies(questions.size(), new TakeAnswer.Wait());
            case "beat-first" -> Collections.nCopies(questions.size(), new TakeAnswer.BeatFirst());
            default -> {
                var rows = Replies.list(reply);
                yield rows.subList(1, rows.size()).stream()
                        .map(RedisWorkerRegistry::takeAnswer)
                        .toList();
            }
        };
    }

    private static TakeAnswer takeAnswer(Object row) {
        return switch (Replies.text(row, 0)) {
            case "stale" -> new TakeAnswer.Stale();
            case "cancelled" -> new TakeAnswer.Cancelled();
            case "take" -> new TakeAnswer.Take(grant(row));
            case "adopt" ->
                new TakeAnswer.Adopt(grant(row), !Replies.text(row, 1).equals("opening"));
            case "take-over" -> new TakeAnswer.TakeOver(grant(row));
            case "join" -> new TakeAnswer.Join(grant(row), Replies.text(row, 4));
            case "held" -> new TakeAnswer.Held(Replies.text(row, 4), Replies.number(row, 3));
            default -> throw new IllegalStateException("take.lua replied " + row);
        };
    }

    private static Grant grant(Object row) {
        return new Grant(
                Replies.number(row, 2),
                Replies.number(row, 3),
                Replies.absentIfEmpty(Replies.text(row, 5)),
                millis(Replies.text(row, 6)),
                Replies.absentIfEmpty(Replies.text(row, 7)),
                millis(Replies.text(row, 8)));
    }

    private static @Nullable Duration millis(String text) {
        return text.isEmpty() ? null : Duration.ofMillis(Long.parseLong(text));
    }

    @Override
    public List<HoldAnswer> tell(List<News> news) {
        var calls = news.stream().map(RedisWorkerRegistry::call).toList();
        return scripts.runAll(calls, Replies::hold, HoldAnswer.LATER);
    }

    private static Scripts.Call call(News news) {
        return switch (news) {
            case News.Found(var hold, var found) -> call("found", hold, found);
            case News.Joined(var hold) -> call("joined", hold);
            case News.Noted(var hold, var what, var reason) -> call("note", hold, what, reason);
        };
    }

    @Override
    public FinishAnswer finish(Hold hold, String reason) {
        return FinishAnswer.valueOf(constant((String) run("finish", hold, reason)));
    }

    @Override
    public HoldAnswer settle(Hold hold, boolean startedAgain) {
        return change("settle", hold, startedAgain ? YES : "");
    }

    @Override
    public HoldAnswer park(Hold hold, Duration rest, String reason) {
        return change("park", hold, Long.toString(rest.toMillis()), reason);
    }

    @Override
    public HoldAnswer drop(Hold hold, String reason) {
        return change("drop", hold, reason);
    }

    @Override
    public HoldAnswer disown(String session, RoomId room) {
        return Replies.hold(scripts.run(
                "drop",
                room.platform(),
                List.of(session, room.id(), "", "its holder does not have the room")));
    }

    @Override
    public HoldAnswer left(Hold hold) {
        return change("left", hold);
    }

    @Override
    public HoldAnswer leftUnheld(String session, RoomId room) {
        return Replies.hold(scripts.run("left", room.platform(), List.of(session, room.id(), "")));
    }

    private HoldAnswer change(String script, Hold hold, String... more) {
        return Replies.hold(run(script, hold, more));
    }

    private Object run(String script, Hold hold, String... more) {
        return scripts.run(call(script, hold, more));
    }

    private static Scripts.Call call(String script, Hold hold, String... more) {
        var args = new ArrayList<>(
                List.of(hold.session(), hold.room().id(), Long.toString(hold.job())));
        args.addAll(List.of(more));
        return new Scripts.Call(script, hold.room().platform(), args);
    }

    @Override
    public List<Wanted> wanted(String session, List<Hold> holds) {
        return askAll("wanted", session, holds, Wanted.REBUILDING, Wanted::valueOf);
    }

    @Override
    public List<HoldAnswer> offer(String session, List<Hold> holds) {
        return askAll("offer", session, holds, HoldAnswer.LATER, HoldAnswer::valueOf);
    }

    private <T> List<T> askAll(
            String script,
            String session,
            List<Hold> holds,
            T rebuilding,
            Function<String, T> verdict) {
        if (holds.isEmpty()) {
            return List.of();
        }
        var args = new ArrayList<String>();
        args.add(session);
        for (var hold : holds) {
            args.add(hold.room().id());
            args.add(Long.toString(hold.job()));
        }
        var reply = scripts.run(script, onePlatform(holds, Hold::room), args);
        return Replies.rebuilding(reply)
                ? Collections.nCopies(holds.size(), rebuilding)
                : verdicts(reply, text -> verdict.apply(constant(text)));
    }

    @Override
    public HoldAnswer withdraw(Hold hold, boolean joined, String reason) {
        return change("withdraw", hold, joined ? "watching" : "opening", reason);
    }

    @Override
    public SwapAnswer swap(Hold joining) {
        var reply = scripts.run(
                "swap",
                joining.room().platform(),
                List.of(joining.session(), joining.room().id(), Long.toString(joining.job())));
        return switch (Replies.text(reply, 0)) {
            case "ok" -> new SwapAnswer.Swapped(Replies.number(reply, 1), Replies.number(reply, 2));
            case "not-mine" -> new SwapAnswer.NotMine();
            case "beat-first", "rebuilding" -> new SwapAnswer.NotNow();
            default -> throw new IllegalStateException("swap.lua replied " + reply);
        };
    }

    @Override
    public HoldAnswer decline(Hold joining, String reason) {
        return change("decline", joining, reason);
    }

    @Override
    public List<CrewMember> crew() {
        var rows = Replies.list(scripts.run("crew", Platform.KUAISHOU, List.of()));
        var crew = new ArrayList<CrewMember>();
        for (var i = 0; i + 1 < rows.size(); i += 2) {
            crew.add(CrewMember.of((String) rows.get(i), (String) rows.get(i + 1)));
        }
        return crew;
    }

    @Override
    public CrewSums sums(String session, boolean anew) {
        var reply = scripts.run("sums", Platform.KUAISHOU, List.of(session, anew ? YES : ""));
        return new CrewSums(
                Replies.number(reply, 0),
                Math.toIntExact(Replies.number(reply, 1)),
                Replies.number(reply, 2),
                Replies.number(reply, 3),
                Replies.number(reply, 4),
                Replies.text(reply, 5).equals(YES));
    }

    @Override
    public boolean alive(String session) {
        return scripts.run("alive", Platform.KUAISHOU, List.of(session))
                .toString()
                .equals(YES);
    }

    @Override
    public CheckAnswer check(String session, List<HeldRoom> rooms) {
        var args = new ArrayList<String>();
        args.add(session);
        for (var held : rooms) {
            args.add(held.room().id());
            args.add(Long.toString(held.epoch().job()));
            args.add(Long.toString(held.epoch().term()));
            args.add(held.joined() ? "watching" : "opening");
            args.add(Long.toString(held.epoch().generation()));
        }
        // a worker without rooms is told the generation all the same; then any platform names its
        // keys
        var platform = rooms.isEmpty() ? Platform.KUAISHOU : onePlatform(rooms, HeldRoom::room);
        var reply = scripts.run("check", platform, args);
        if (Replies.text(reply, 0).isEmpty()) {
            throw new RegistryUnavailable(
                    "check", new IllegalStateException("no generation is known yet: beat first"));
        }
        return new CheckAnswer(
                Replies.number(reply, 0),
                IntStream.range(0, rooms.size())
                        .mapToObj(i -> checked(reply, 1 + 2 * i))
                        .toList());
    }

    private static Checked checked(Object reply, int index) {
        var term = Replies.absentIfEmpty(Replies.text(reply, index + 1));
        return new Checked(
                Verdict.valueOf(constant(Replies.text(reply, index))),
                term == null ? 0 : Long.parseLong(term));
    }

    private static <T> List<T> verdicts(Object reply, Function<String, T> verdict) {
        var rows = Replies.list(reply);
        return rows.subList(1, rows.size()).stream()
                .map(row -> verdict.apply((String) row))
                .toList();
    }

    private static String constant(String word) {
        return word.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static <T> Platform onePlatform(List<T> rows, Function<T, RoomId> room) {
        var platform = room.apply(rows.getFirst()).platform();
        if (!rows.stream().allMatch(row -> room.apply(row).platform() == platform)) {
            throw new IllegalArgumentException("a script works on the rooms of one platform");
        }
        return platform;
    }
}
