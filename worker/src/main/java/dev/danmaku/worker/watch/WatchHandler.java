package dev.danmaku.worker.watch;

import dev.danmaku.event.Epoch;
import dev.danmaku.job.Job;
import dev.danmaku.job.JobKind;
import dev.danmaku.platforms.Found;
import dev.danmaku.platforms.Lookup;
import dev.danmaku.platforms.PlatformAdapter;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.worker.Beginning;
import dev.danmaku.worker.JobHandler;
import dev.danmaku.worker.JobListener;
import dev.danmaku.worker.JobOutcome;
import dev.danmaku.worker.RunningJob;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tools.jackson.core.JacksonException;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Jobs of the kind {@code watch}: a {@link RoomWatch} each. */
public final class WatchHandler implements JobHandler {
    private static final Logger LOG = LoggerFactory.getLogger(WatchHandler.class);

    private final WatchTools tools;
    private final Map<Platform, PlatformAdapter> adapters;

    public WatchHandler(WatchTools tools, Map<Platform, PlatformAdapter> adapters) {
        this.tools = tools;
        this.adapters = new EnumMap<>(adapters);
    }

    @Override
    public JobKind kind() {
        return JobKind.WATCH;
    }

    @Override
    public Set<Platform> platforms() {
        return adapters.keySet();
    }

    @Override
    public double startsPerSecond(Platform platform) {
        return adapter(platform).connectsPerSecond();
    }

    @Override
    public int maxJobs(Platform platform) {
        return adapter(platform).maxConnections();
    }

    @Override
    public RunningJob start(
            Job job,
            Epoch epoch,
            @Nullable String found,
            Beginning beginning,
            JobListener listener) {
        var watch = RoomWatch.start(
                tools,
                adapter(job.room().platform()),
                job.room(),
                known(job.room(), found),
                epoch,
                beginning,
                new Relay(listener));
        return new RunningWatch(watch);
    }

    /** What an older version wrote may not be readable: then the platform is asked. */
    private static @Nullable Found known(RoomId room, @Nullable String found) {
        try {
            return found == null ? null : Found.fromJson(found);
        } catch (JacksonException | IllegalArgumentException e) {
            LOG.info("{}: what was found before is not readable, the platform is asked anew", room);
            return null;
        }
    }

    @Override
    public CompletableFuture<Boolean> startedAgain(RoomId room) {
        return adapter(room.platform()).lookUp(room).thenApply(Lookup.Live.class::isInstance);
    }

    private PlatformAdapter adapter(Platform platform) {
        return Objects.requireNonNull(adapters.get(platform), () -> "no adapter for " + platform);
    }

    /** Passes a watch's news on as a job's. A room keeps few lines of history: the same trouble is told once, until it is over. */
    private static final class Relay implements WatchListener {
        private final JobListener listener;
        private @Nullable String trouble;

        Relay(JobListener listener) {
            this.listener = listener;
        }

        @Override
        public void found(Found found) {
            listener.found(found.toJson());
        }

        @Override
        public void joined() {
            listener.joined();
            if (trouble != null) {
                trouble = null;
                listener.noted("reconnected", "");
            }
        }

        @Override
        public void unsettled(String cause) {
            if (!cause.equals(trouble)) {
                trouble = cause;
                listener.noted("unsettled", cause);
            }
        }
    }

    private record RunningWatch(RoomWatch watch) implements RunningJob {
        @Override
        public void epoch(Epoch epoch) {
            watch.epoch(epoch);
        }

        @Override
        public void close(String reason) {
            watch.close(reason);
        }

        @Override
        public void offered(boolean on) {
            watch.offered(on);
        }

        @Override
        public String mark() {
            return watch.mark();
        }

        @Override
        public CompletableFuture<String> cut(String mark) {
            return watch.cut(mark);
        }

        @Override
        public void take(Epoch epoch, @Nullable String cut) {
            watch.take(epoch, cut);
        }

        @Override
        public CompletableFuture<JobOutcome> over() {
            return watch.ended().thenApply(end -> switch (end) {
                case WatchEnd.StreamEnded(var reason) ->
                    new JobOutcome.Finished("stream ended: " + reason);
                case WatchEnd.NotLive(var reason) -> new JobOutcome.Finished("not live: " + reason);
                case WatchEnd.GivenUp(var reason, var rest) -> new JobOutcome.GivenUp(rest, reason);
                case WatchEnd.Closed(var reason) -> new JobOutcome.Closed();
            });
        }
    }
}
