package dev.danmaku.simulator.script;

import dev.danmaku.simulator.room.Action;
import dev.danmaku.simulator.room.Counters;
import dev.danmaku.simulator.room.DropManner;
import dev.danmaku.simulator.room.EntryRefusal;
import dev.danmaku.simulator.room.Fault;
import dev.danmaku.simulator.room.HostileBytes;
import dev.danmaku.simulator.room.LookupTrouble;
import dev.danmaku.simulator.room.Quirk;
import dev.danmaku.simulator.room.Rates;
import dev.danmaku.simulator.room.Refusal;
import dev.danmaku.simulator.room.Stillness;
import dev.danmaku.simulator.room.StreamEnding;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The words for actions, the same in scripts and on the control API.
 *
 * <pre>
 *   live [rate | chats, likes, gifts, entries]   rate (the same)               heal
 *   chat [count, text]                     like [count]                        gift id [batch, presses]
 *   enter [count]                          super-chat cents, text [shown]      member tier [months]
 *   tell what [text]
 *   counters watching, likes               quirks set                          end [how]
 *   drop [how]                             hostile bytes                       expire-token [answer]
 *   error code [then]
 *   stall [what] [span]                    refuse [how] [span]                 limit sockets [span]
 *   throttle | captcha | unknown-room | login-required | unwatchable | no-state-page | server-error | no-answer [span]
 *
 *   span: for: 10s, or times: 3, or nothing: until heal
 * </pre>
 */
final class ActionReader {
    private static final Map<String, Function<Fields, Action>> WORDS = words();

    private ActionReader() {}

    static Action read(Fields fields) {
        var word = fields.text("action")
                .orElseThrow(() -> new BadScript(
                        "'action' is missing: one of " + String.join(", ", WORDS.keySet())));
        var reader = WORDS.get(word);
        if (reader == null) {
            throw new BadScript("'%s' is no action: one of %s"
                    .formatted(word, String.join(", ", WORDS.keySet())));
        }
        try {
            return reader.apply(fields);
        } catch (BadScript e) {
            throw e;
        } catch (IllegalArgumentException outOfBounds) {
            throw new BadScript(String.valueOf(outOfBounds.getMessage()));
        }
    }

    /** {@code rate} for a usual mix, or any of {@code chats}, {@code likes}, {@code gifts}, {@code entries}. */
    static Optional<Rates> rates(Fields fields) {
        var mix = fields.number("rate");
        var chats = fields.number("chats");
        var likes = fields.number("likes");
        var gifts = fields.number("gifts");
        var entries = fields.number("entries");
        var single =
                chats.isPresent() || likes.isPresent() || gifts.isPresent() || entries.isPresent();
        if (mix.isPresent() && single) {
            throw new BadScript(
                    "either 'rate' for a mix, or 'chats', 'likes', 'gifts' and 'entries', not both");
        }
        if (single) {
            return Optional.of(new Rates(
                    chats.orElse(0.0), likes.orElse(0.0), gifts.orElse(0.0), entries.orElse(0.0)));
        }
        return mix.map(Rates::mixed);
    }

    private static Map<String, Function<Fields, Action>> words() {
        var words = new LinkedHashMap<String, Function<Fields, Action>>();
        words.put("live", f -> new Action.GoLive(rates(f).orElse(null)));
        words.put(
                "rate",
                f -> new Action.SetRates(rates(f).orElseThrow(() ->
                        new BadScript("'rate' or 'chats', 'likes', 'gifts' is missing"))));
        words.put(
                "chat",
                f -> new Action.Chat(f.integer("count", 1), f.text("text").orElse(null)));
        words.put("like", f -> new Action.Like(f.integer("count", 1)));
        words.put(
                "gift",
                f -> new Action.Gift(
                        f.integer("id"), f.integer("batch", 1), f.integer("presses", 1)));
        words.put("enter", f -> new Action.Enter(f.integer("count", 1)));
        words.put(
                "super-chat",
                f -> new Action.SuperChat(
                        f.integer("cents"),
                        required(f, "text"),
                        f.text("shown").map(Durations::parse).orElse(Duration.ofMinutes(1))));
        words.put("member", f -> new Action.Join(f.integer("tier"), f.integer("months", 1)));
        words.put(
                "counters",
                f -> new Action.Show(new Counters(required(f, "watching"), required(f, "likes"))));
        words.put(
                "end",
                f -> new Action.End(f.choice("how", StreamEnding.class, StreamEnding.ANNOUNCED)));
        words.put(
                "tell", f -> new Action.Tell(required(f, "what"), f.text("text").orElse(null)));
        words.put("quirks", f -> new Action.SetQuirks(f.choices("set", Quirk.class)));
        words.put("heal", f -> new Action.Heal());
        addFaults(words);
        return words;
    }

    private static void addFaults(Map<String, Function<Fields, Action>> words) {
        words.put(
                "drop",
                f -> broken(new Fault.Drop(f.choice("how", DropManner.class, DropManner.CLOSE))));
        words.put(
                "hostile", f -> broken(new Fault.Hostile(f.required("bytes", HostileBytes.class))));
        words.put(
                "error",
                f -> broken(new Fault.Error(
                        f.integer("code"), f.choice("then", DropManner.class).orElse(null))));
        words.put(
                "expire-token",
                f -> broken(new Fault.ExpireTokens(
                        f.choice("answer", EntryRefusal.class, EntryRefusal.ERROR))));
        words.put(
                "stall",
                f -> broken(new Fault.Stall(
                        f.choice("what", Stillness.class, Stillness.FROZEN), f.span())));
        words.put(
                "refuse",
                f -> broken(new Fault.Refuse(
                        f.choice("how", Refusal.class, Refusal.UNAVAILABLE), f.span())));
        words.put("limit", f -> broken(new Fault.ConnectionLimit(f.integer("sockets"), f.span())));
        for (var trouble : LookupTrouble.values()) {
            var word = trouble == LookupTrouble.THROTTLED ? "throttle" : Fields.word(trouble);
            words.put(word, f -> broken(new Fault.Trouble(trouble, f.span())));
        }
    }

    private static Action broken(Fault fault) {
        return new Action.Break(fault);
    }

    private static String required(Fields fields, String name) {
        return fields.text(name)
                .orElseThrow(() -> new BadScript("'%s' is missing".formatted(name)));
    }
}
