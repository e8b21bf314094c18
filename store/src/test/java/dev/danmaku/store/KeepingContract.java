package dev.danmaku.store;

import static dev.danmaku.store.Events.DAY;
import static dev.danmaku.store.Events.NOON;
import static dev.danmaku.store.Events.chat;
import static dev.danmaku.store.Events.lines;
import static dev.danmaku.store.Events.on;
import static dev.danmaku.store.Events.texts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.config.Secret;
import dev.danmaku.config.StoreSettings;
import dev.danmaku.config.StoreSettings.Keep;
import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody.Chat;
import dev.danmaku.event.EventBody.Enter;
import dev.danmaku.event.EventBody.Rank;
import dev.danmaku.event.EventBody.Ranked;
import dev.danmaku.event.User;
import dev.danmaku.room.Platform;
import dev.danmaku.store.StoreKeeper.Erased;
import dev.danmaku.store.StoreKeeper.StoredDay;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** How a store is kept small, and people are forgotten. */
interface KeepingContract extends OpenedStore {
    @Test
    default void daysThatAreTooOldGoAndTheNextOnesAreMade() {
        for (var day = 0; day < 5; day++) {
            write(chat("7", NOON + day * DAY, "id:1", "day " + day));
        }
        write(on(Platform.DOUYU, chat("7", NOON, "id:1", "another platform's")));
        var keeper = open(keeping(new Keep(2, 0))).keeper();

        var gone = keeper.keep(Instant.ofEpochMilli(NOON + 4 * DAY));

        assertThat(gone)
                .extracting(StoredDay::day)
                .containsExactly(
                        LocalDate.of(2026, 11, 20),
                        LocalDate.of(2026, 11, 21),
                        LocalDate.of(2026, 11, 22));
        assertThat(texts(all())).containsExactly("another platform's", "day 3", "day 4");
        assertThat(keeper.days())
                .filteredOn(day -> day.platform() == Platform.BILIBILI)
                .extracting(StoredDay::day)
                .contains(LocalDate.of(2026, 11, 25), LocalDate.of(2026, 11, 26));
        assertThat(keeper.keep(Instant.ofEpochMilli(NOON + 4 * DAY))).isEmpty();
    }

    @Test
    default void theOldestDaysGoWhereThereIsTooMuch() {
        for (var day = 0; day < 4; day++) {
            var at = NOON + day * DAY;
            store().writer()
                    .write(IntStream.range(0, 1000)
                            .mapToObj(i -> chat("7", at + i, "id:" + i, ("text" + i).repeat(60)))
                            .toList());
        }
        var sizes = store().keeper().days().stream().mapToLong(StoredDay::bytes).toArray();
        assertThat(Arrays.stream(sizes)).allMatch(bytes -> bytes > 300_000 && bytes < 3_000_000);
        var mebibytes = (int) ((sizes[2] + sizes[3]) / (1 << 20)) + 1;
        var keeper = open(keeping(new Keep(0, mebibytes))).keeper();

        var gone = keeper.keep(Instant.ofEpochMilli(NOON + 3 * DAY));

        assertThat(gone).isNotEmpty();
        var left = keeper.days().stream()
                .filter(day -> day.platform() == Platform.BILIBILI)
                .mapToLong(StoredDay::bytes)
                .sum();
        assertThat(left).isLessThanOrEqualTo((long) mebibytes << 20);
        assertThat(find(everything().newestBeforeOldest()).getFirst().at())
                .isEqualTo(NOON + 3 * DAY + 999);
    }

    @Test
    default void todayStaysHoweverLargeItIs() {
        store().writer()
                .write(IntStream.range(0, 3000)
                        .mapToObj(i -> chat("7", NOON + i, "id:" + i, "x".repeat(500)))
                        .toList());

        assertThat(open(keeping(new Keep(0, 1))).keeper().keep(Instant.ofEpochMilli(NOON)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"42", "3xabc"})
    default void whoIsErasedIsNowhereLeft(String id) {
        var user = User.of(id, "张三");
        var other = User.of("99", "other");
        var ranks = new Rank(List.of(new Ranked(user, 5L), new Ranked(other, 3L)), "day");
        var listed =
                new Event(Platform.BILIBILI, "7", NOON, NOON, "id:4", null, null, ranks, "raw 张三");
        var answer = Events.of("7", NOON + 2, "id:5", new Chat(other, "对", null, null, "张三"));
        var stays = chat("7", NOON + 3, "id:6", other, "秘密 is mine");
        var elsewhere = on(Platform.DOUYU, chat("7", NOON, "id:7", user, "somebody else"));
        write(
                chat("7", NOON, "id:1", user, "秘密一"),
                chat("8", NOON + DAY, "id:2", user, "秘密二"),
                Events.of("7", NOON, "id:3", new Enter(user)),
                listed,
                answer,
                stays,
                elsewhere);

        var erased = store().keeper().erase(Platform.BILIBILI, id);

        assertThat(erased).isEqualTo(new Erased(3, 2));
        assertThat(all())
                .containsExactlyInAnyOrder(
                        new Event(
                                Platform.BILIBILI,
                                "7",
                                NOON,
                                NOON,
                                "id:4",
                                null,
                                null,
                                new Rank(List.of(new Ranked(other, 3L)), "day"),
                                null),
                        answer.saying(new Chat(other, "对", null, null, null)),
                        stays,
                        elsewhere);
        assertThat(find(everything().saying("秘密"))).containsExactly(stays);
        assertThat(store().keeper().erase(Platform.BILIBILI, id)).isEqualTo(new Erased(0, 0));
    }

    @Test
    default void moreThanAFewEventsAreErased() {
        var user = User.of("42", "n");
        store().writer()
                .write(IntStream.range(0, 1700)
                        .mapToObj(i -> chat(
                                "7",
                                NOON + i,
                                "id:" + i,
                                i % 5 == 0 ? User.of("1", "n") : user,
                                "t" + i))
                        .toList());

        assertThat(store().keeper().erase(Platform.BILIBILI, "42").deleted()).isEqualTo(1360);
        assertThat(all()).hasSize(340);
    }

    @Test
    default void usersAreStoredUnderPseudonymsWhereThereIsAKey() {
        var hidden = open(pseudonymous());
        var user = new User("42", "张三", "https://example.org/a.png", 7, null, null, false);
        var answer = new Chat(User.of("43", "b"), "对", null, null, "张三");
        hidden.writer()
                .write(List.of(
                        chat("7", NOON, "id:1", user, "hi"),
                        chat("8", NOON + 1, "id:2", user, "again"),
                        new Event(
                                Platform.BILIBILI,
                                "7",
                                NOON + 2,
                                NOON,
                                "id:3",
                                null,
                                null,
                                answer,
                                "raw 张三")));

        var found = all();

        var first = ((Chat) found.getFirst().body()).user();
        var pseudonym = String.valueOf(first.id());
        assertThat(lines(found))
                .noneMatch(line -> line.contains("张三")
                        || line.contains("\"42\"")
                        || line.contains("example.org"));
        assertThat(first.level()).isEqualTo(7);
        assertThat(((Chat) found.get(2).body()).replyTo()).isEqualTo(first.name());
        assertThat(find(everything().by(Platform.BILIBILI, pseudonym))).hasSize(2);
        assertThat(hidden.keeper().erase(Platform.BILIBILI, "42")).isEqualTo(new Erased(2, 1));
    }

    @Test
    default void aPseudonymIsTheSameUnderTheSameKeyOnly() {
        var one = new Pseudonyms("0123456789abcdef").ofId(Platform.DOUYU, "42");

        assertThat(new Pseudonyms("0123456789abcdef").ofId(Platform.DOUYU, "42"))
                .isEqualTo(one);
        assertThat(new Pseudonyms("0123456789abcdeg").ofId(Platform.DOUYU, "42"))
                .isNotEqualTo(one);
        assertThat(new Pseudonyms("0123456789abcdef").ofId(Platform.BILIBILI, "42"))
                .isNotEqualTo(one);
    }

    private StoreSettings pseudonymous() {
        return with(Secret.of("a key of an operator"), Map.of());
    }
}
