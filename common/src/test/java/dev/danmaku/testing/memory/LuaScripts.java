package dev.danmaku.testing.memory;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaClosure;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.OneArgFunction;
import org.luaj.vm2.lib.VarArgFunction;
import org.luaj.vm2.lib.jse.JsePlatform;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Runs Redis' Lua scripts, with its {@code redis.call} and {@code cjson} as far as the registry's scripts use them. */
final class LuaScripts {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** Code without state: the same for all servers in memory. */
    private static final Map<String, Prototype> COMPILED = new ConcurrentHashMap<>();

    private final Keyspace keyspace;
    private final Globals globals = JsePlatform.standardGlobals();
    private final UnaryOperator<String> edit;

    LuaScripts(Keyspace keyspace, UnaryOperator<String> edit) {
        this.keyspace = keyspace;
        this.edit = edit;
        var redis = new LuaTable();
        redis.set("call", new Call());
        globals.set("redis", redis);
        var cjson = new LuaTable();
        cjson.set("encode", new Encode());
        cjson.set("decode", new Decode());
        globals.set("cjson", cjson);
        // Redis has Lua 5.1, where this was no member of table
        globals.set("unpack", globals.get("table").get("unpack"));
    }

    @Nullable Object run(String source, List<String> keys, List<String> arguments) {
        globals.set("KEYS", table(keys));
        globals.set("ARGV", table(arguments));
        return reply(new LuaClosure(compile(source), globals).call());
    }

    private Prototype compile(String source) {
        return COMPILED.computeIfAbsent(edit.apply(source), text -> {
            try {
                return globals.compilePrototype(
                        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "script");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static LuaTable table(List<?> items) {
        var table = new LuaTable();
        for (var i = 0; i < items.size(); i++) {
            table.set(i + 1, lua(items.get(i)));
        }
        return table;
    }

    /** Redis to Lua: nil is false, a status or text is a string, a number a number, a list a table. */
    private static LuaValue lua(@Nullable Object reply) {
        return switch (reply) {
            case null -> LuaValue.FALSE;
            case Long number -> LuaValue.valueOf(number.doubleValue());
            case List<?> list -> table(list);
            default -> text(reply.toString());
        };
    }

    private static LuaValue text(String text) {
        return LuaValue.valueOf(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(LuaValue value) {
        var string = value.checkstring();
        return new String(string.m_bytes, string.m_offset, string.m_length, StandardCharsets.UTF_8);
    }

    /** Lua to Redis: false is nil, true is 1, a number loses its fraction, a table is a list up to its first hole. */
    private static @Nullable Object reply(LuaValue value) {
        if (value.isnil() || value.isboolean() && !value.toboolean()) {
            return null;
        }
        if (value.isboolean()) {
            return 1L;
        }
        if (value.type() == LuaValue.TNUMBER) {
            return (long) value.todouble();
        }
        if (!value.istable()) {
            return text(value);
        }
        var list = new ArrayList<@Nullable Object>();
        for (var i = 1; !value.get(i).isnil(); i++) {
            list.add(reply(value.get(i)));
        }
        return list;
    }

    private final class Call extends VarArgFunction {
        @Override
        public Varargs invoke(Varargs arguments) {
            var words = new ArrayList<String>();
            for (var i = 2; i <= arguments.narg(); i++) {
                var argument = arguments.arg(i);
                if (!argument.isstring()) {
                    throw new LuaError("Lua redis() command arguments must be strings or integers");
                }
                words.add(text(argument));
            }
            return lua(keyspace.call(text(arguments.arg(1)), words));
        }
    }

    private static final class Encode extends OneArgFunction {
        @Override
        public LuaValue call(LuaValue value) {
            var json = JSON.createObjectNode();
            for (var next = value.next(LuaValue.NIL);
                    !next.arg1().isnil();
                    next = value.next(next.arg1())) {
                put(json, text(next.arg1()), next.arg(2));
            }
            return text(JSON.writeValueAsString(json));
        }

        private static void put(ObjectNode json, String field, LuaValue value) {
            if (value.type() == LuaValue.TNUMBER) {
                json.put(field, value.tolong());
            } else if (value.isboolean()) {
                json.put(field, value.toboolean());
            } else {
                json.put(field, text(value));
            }
        }
    }

    private static final class Decode extends OneArgFunction {
        @Override
        public LuaValue call(LuaValue value) {
            try {
                return lua(JSON.readTree(text(value)));
            } catch (tools.jackson.core.JacksonException e) {
                throw new LuaError("Expected value but found invalid token");
            }
        }

        private static LuaValue lua(JsonNode json) {
            if (json.isNumber()) {
                return LuaValue.valueOf(json.doubleValue());
            }
            if (json.isBoolean()) {
                return LuaValue.valueOf(json.booleanValue());
            }
            if (json.isString()) {
                return text(json.stringValue());
            }
            var table = new LuaTable();
            json.properties().forEach(field -> table.set(field.getKey(), lua(field.getValue())));
            for (var i = 0; json.isArray() && i < json.size(); i++) {
                table.set(i + 1, lua(json.get(i)));
            }
            return table;
        }
    }
}
