package dev.danmaku.testing.memory;

import org.jspecify.annotations.Nullable;

import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisNoScriptException;
import redis.clients.jedis.executors.CommandExecutor;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * A Redis in this process, reached by a Jedis client of the usual kind, so that everything above the wire is the product's own code.
 * Commands run one at a time, and its clock is the one it is given.
 */
public final class MemoryRedis {
    private final Keyspace keyspace;
    private final LuaScripts lua;
    private final Map<String, String> scripts = new HashMap<>();
    /** A server that lost its data was away for a moment: no generation begins in the millisecond of the one before. */
    private long awayMillis;

    private final LongSupplier clockMillis;
    private long startedMillis;

    /** @param clockMillis Redis' own clock, Unix milliseconds */
    public MemoryRedis(LongSupplier clockMillis) {
        this(clockMillis, UnaryOperator.identity());
    }

    /** @param edit what a script is changed to before it runs: to see what a mistake in it would do */
    public MemoryRedis(LongSupplier clockMillis, UnaryOperator<String> edit) {
        this.clockMillis = clockMillis;
        this.startedMillis = clockMillis.getAsLong();
        this.keyspace = new Keyspace(() -> clockMillis.getAsLong() + awayMillis);
        this.lua = new LuaScripts(keyspace, edit);
    }

    /** What lies between a client and the server. */
    public interface Wire {
        /** Before a command, its words, runs; throw, and it does not. */
        void before(List<String> command);

        /** After it ran; throw, and its answer is lost. */
        void after(List<String> command);
    }

    /** A client over a wire without faults. */
    public UnifiedJedis client() {
        return client(new Wire() {
            @Override
            public void before(List<String> command) {}

            @Override
            public void after(List<String> command) {}
        });
    }

    public UnifiedJedis client(Wire wire) {
        return new Client(new Executor(wire));
    }

    private static final class Client extends UnifiedJedis {
        private final Executor executor;

        /** The constructor is deprecated in favour of connections, which is what there are none of here. */
        @SuppressWarnings("deprecation")
        Client(Executor executor) {
            super(executor);
            this.executor = executor;
        }

        @Override
        public AbstractPipeline pipelined() {
            return new Pipeline(executor);
        }
    }

    /** Commands wait until the end. Where the wire fails at one, those before it have run, and nobody hears of any. */
    private static final class Pipeline extends AbstractPipeline {
        private final Executor executor;
        private final List<Runnable> waiting = new ArrayList<>();

        Pipeline(Executor executor) {
            super(new CommandObjects());
            this.executor = executor;
        }

        @Override
        protected <T> Response<T> appendCommand(CommandObject<T> command) {
            var response = new Response<>(command.getBuilder());
            waiting.add(() -> {
                try {
                    response.set(executor.reply(command));
                } catch (JedisDataException e) {
                    response.set(e);
                }
            });
            return response;
        }

        @Override
        public void sync() {
            var now = List.copyOf(waiting);
            waiting.clear();
            now.forEach(Runnable::run);
        }

        @Override
        public void close() {
            sync();
        }
    }

    /** All data and scripts are gone, as after a restart without persistence. */
    public synchronized void loseData() {
        forgetData();
        restarted();
    }

    /** It was down and is up again, with its data. */
    public synchronized void restarted() {
        startedMillis = clockMillis.getAsLong();
        scripts.clear();
    }

    private void forgetData() {
        keyspace.clear();
        awayMillis++;
    }

    private synchronized @Nullable Object call(List<String> words) {
        var command = words.getFirst().toUpperCase(Locale.ROOT);
        var arguments = words.subList(1, words.size());
        return switch (command) {
            case "EVAL" -> {
                scripts.put(sha1(arguments.getFirst()), arguments.getFirst());
                yield eval(arguments.getFirst(), arguments);
            }
            case "EVALSHA" -> {
                var source = scripts.get(arguments.getFirst());
                if (source == null) {
                    throw new JedisNoScriptException("NOSCRIPT No matching script");
                }
                yield eval(source, arguments);
            }
            case "INFO" ->
                "redis_version:7.2.0\r\nuptime_in_seconds:%d\r\n"
                        .formatted((clockMillis.getAsLong() - startedMillis) / 1000);
            case "SCRIPT" -> {
                scripts.clear();
                yield "OK";
            }
            case "FLUSHALL" -> {
                forgetData();
                yield "OK";
            }
            default -> keyspace.call(command, arguments);
        };
    }

    private @Nullable Object eval(String source, List<String> arguments) {
        var keys = 2 + Integer.parseInt(arguments.get(1));
        try {
            return lua.run(
                    source, arguments.subList(2, keys), arguments.subList(keys, arguments.size()));
        } catch (org.luaj.vm2.LuaError e) {
            throw new JedisDataException("ERR " + e.getMessage(), e);
        }
    }

    private static String sha1(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1")
                            .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-1", e);
        }
    }

    private final class Executor implements CommandExecutor {
        private final Wire wire;

        Executor(Wire wire) {
            this.wire = wire;
        }

        @Override
        public <T> T executeCommand(CommandObject<T> command) {
            return command.getBuilder().build(reply(command));
        }

        /** As it comes from the wire. */
        @Nullable Object reply(CommandObject<?> command) {
            var words = new ArrayList<String>();
            for (var word : command.getArguments()) {
                words.add(new String(word.getRaw(), StandardCharsets.UTF_8));
            }
            wire.before(words);
            var reply = call(words);
            wire.after(words);
            return bytes(reply);
        }

        private static @Nullable Object bytes(@Nullable Object reply) {
            return switch (reply) {
                case null -> null;
                case String text -> text.getBytes(StandardCharsets.UTF_8);
                case List<?> list -> {
                    var all = new ArrayList<@Nullable Object>();
                    list.forEach(item -> all.add(bytes(item)));
                    yield all;
                }
                default -> reply;
            };
        }

        @Override
        public void close() {}
    }
}
