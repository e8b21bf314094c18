package dev.danmaku.worker;

import dev.danmaku.registry.Beat;
import dev.danmaku.registry.BeatAnswer;
import dev.danmaku.registry.CheckAnswer;
import dev.danmaku.registry.CrewMember;
import dev.danmaku.registry.CrewSums;
import dev.danmaku.registry.FinishAnswer;
import dev.danmaku.registry.HeldRoom;
import dev.danmaku.registry.Hold;
import dev.danmaku.registry.HoldAnswer;
import dev.danmaku.registry.News;
import dev.danmaku.registry.Question;
import dev.danmaku.registry.SwapAnswer;
import dev.danmaku.registry.TakeAnswer;
import dev.danmaku.registry.Wanted;
import dev.danmaku.registry.WorkerRegistry;
import dev.danmaku.room.RoomId;

import java.time.Duration;
import java.util.List;

/** The registry of a worker whose untold news goes before whatever else is asked: its scripts run in the order of what happened. */
final class NewsFirst implements WorkerRegistry {
    private final WorkerRegistry registry;
    private final Runnable tellNews;

    NewsFirst(WorkerRegistry registry, Runnable tellNews) {
        this.registry = registry;
        this.tellNews = tellNews;
    }

    private WorkerRegistry now() {
        tellNews.run();
        return registry;
    }

    @Override
    public BeatAnswer beat(Beat beat) {
        return now().beat(beat);
    }

    @Override
    public void leave(String session) {
        now().leave(session);
    }

    @Override
    public List<TakeAnswer> take(String session, List<Question> questions) {
        return now().take(session, questions);
    }

    @Override
    public List<HoldAnswer> tell(List<News> news) {
        return now().tell(news);
    }

    @Override
    public FinishAnswer finish(Hold hold, String reason) {
        return now().finish(hold, reason);
    }

    @Override
    public HoldAnswer settle(Hold hold, boolean startedAgain) {
        return now().settle(hold, startedAgain);
    }

    @Override
    public HoldAnswer park(Hold hold, Duration rest, String reason) {
        return now().park(hold, rest, reason);
    }

    @Override
    public List<Wanted> wanted(String session, List<Hold> holds) {
        return now().wanted(session, holds);
    }

    @Override
    public HoldAnswer drop(Hold hold, String reason) {
        return now().drop(hold, reason);
    }

    @Override
    public HoldAnswer disown(String session, RoomId room) {
        return now().disown(session, room);
    }

    @Override
    public HoldAnswer left(Hold hold) {
        return now().left(hold);
    }

    @Override
    public HoldAnswer leftUnheld(String session, RoomId room) {
        return now().leftUnheld(session, room);
    }

    @Override
    public CheckAnswer check(String session, List<HeldRoom> rooms) {
        return now().check(session, rooms);
    }

    @Override
    public List<HoldAnswer> offer(String session, List<Hold> holds) {
        return now().offer(session, holds);
    }

    @Override
    public HoldAnswer withdraw(Hold hold, boolean joined, String reason) {
        return now().withdraw(hold, joined, reason);
    }

    @Override
    public SwapAnswer swap(Hold joining) {
        return now().swap(joining);
    }

    @Override
    public HoldAnswer decline(Hold joining, String reason) {
        return now().decline(joining, reason);
    }

    @Override
    public List<CrewMember> crew() {
        return now().crew();
    }

    @Override
    public CrewSums sums(String session, boolean anew) {
        return now().sums(session, anew);
    }

    @Override
    public boolean alive(String session) {
        return now().alive(session);
    }
}
