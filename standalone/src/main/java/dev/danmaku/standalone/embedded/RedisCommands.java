package dev.danmaku.standalone.embedded;

import static java.util.Locale.ROOT;

import com.github.fppt.jedismock.datastructures.Slice;
import com.github.fppt.jedismock.exception.WrongValueTypeException;
import com.github.fppt.jedismock.operations.server.MockExecutor;
import com.github.fppt.jedismock.server.RedisCommandInterceptor;
import com.github.fppt.jedismock.server.Response;
import com.github.fppt.jedismock.storage.OperationExecutorState;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Answers the commands that jedis-mock answers otherwise than Redis does, and hands the others on to it. Its cursors are
 * positions, so that members removed during a scan make it pass over others; its INFO and CONFIG say next to nothing.
 */
final class RedisCommands implements RedisCommandInterceptor {
    /** Commands that a transaction queues must go to the mock, which keeps the queue. */
    private static final Set<String> OURS = Set.of("sscan", "hscan", "info", "config");

    private final ScanCursors cursors = new ScanCursors();
    private final long startedNanos = System.nanoTime();

    @Override
    public Slice execCommand(OperationExecutorState state, String name, List<Slice> params) {
        if (!OURS.contains(name) || state.isTransactionModeOn()) {
            return MockExecutor.proceed(state, name, params);
        }
        return switch (name) {
            case "sscan" -> scan(state, params, false);
            case "hscan" -> scan(state, params, true);
            case "info" -> Response.bulkString(Slice.create(info()));
            default -> config(state, params);
        };
    }

    private Slice scan(OperationExecutorState state, List<Slice> params, boolean withValues) {
        synchronized (state.lock()) {
            try {
                var request = ScanRequest.parse(params);
                var key = request.key();
                if (withValues) {
                    var fields = state.base().getFieldsAndValuesReadOnly(key);
                    var step = cursors.next(request, fields.keySet());
                    return answer(
                            step,
                            field -> fields.containsKey(field)
                                    ? List.of(field, fields.get(field))
                                    : List.of());
                }
                var set = state.base().getSet(key);
                var members = set == null ? Set.<Slice>of() : set.getStoredData();
                return answer(
                        cursors.next(request, members),
                        member -> members.contains(member) ? List.of(member) : List.of());
            } catch (IllegalArgumentException | WrongValueTypeException e) {
                return Response.error(String.valueOf(e.getMessage()));
            }
        }
    }

    private static Slice answer(ScanCursors.Step step, Function<Slice, List<Slice>> lookUp) {
        var found = new ArrayList<Slice>();
        step.members()
                .forEach(member ->
                        lookUp.apply(member).forEach(part -> found.add(Response.bulkString(part))));
        return Response.array(
                Response.bulkString(Slice.create(Long.toString(step.cursor()))),
                Response.array(found));
    }

    /** What clients ask of a server: its version, how long it is up, that it evicts nothing, and that it is no cluster. */
    private String info() {
        var uptime = Duration.ofNanos(System.nanoTime() - startedNanos);
        return """
                # Server
                redis_version:7.0.0
                redis_mode:standalone
                danmaku_embedded:1
                process_id:%d
                uptime_in_seconds:%d

                # Memory
                maxmemory:0
                maxmemory_policy:noeviction

                # Persistence
                loading:0

                # Replication
                role:master
                connected_slaves:0

                # Cluster
                cluster_enabled:0
                """.formatted(ProcessHandle.current().pid(), uptime.toSeconds())
                .replace("\n", "\r\n");
    }

    private static Slice config(OperationExecutorState state, List<Slice> params) {
        var asksPolicy = params.size() == 2
                && params.get(0).toString().toLowerCase(ROOT).equals("get")
                && params.get(1).toString().toLowerCase(ROOT).equals("maxmemory-policy");
        return asksPolicy
                ? Response.array(
                        Response.bulkString(params.get(1)),
                        Response.bulkString(Slice.create("noeviction")))
                : MockExecutor.proceed(state, "config", params);
    }
}
