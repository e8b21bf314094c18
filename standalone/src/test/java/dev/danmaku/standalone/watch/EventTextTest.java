package dev.danmaku.standalone.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody;
import dev.danmaku.event.User;
import dev.danmaku.room.Platform;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.ZoneOffset;

class EventTextTest {
    private final EventText text = new EventText(ZoneOffset.ofHours(8));

    @Test
    void aChatIsItsTimeItsUserAndItsText() {
        assertThat(line(new EventBody.Chat(user("Tom"), "hello", null, null, null)))
                .isEqualTo("08:00:01  Tom: hello");
    }

    @Test
    void aGiftSaysHowManyAndHowManyInARow() {
        var gift =
                new EventBody.Gift(user("Tom"), "9", "Rose", 2, null, new EventBody.Combo("c", 5));

        assertThat(line(gift)).isEqualTo("08:00:01  Tom gives 2 x Rose (5 in a row)");
    }

    @Test
    void whatThePlatformDidNotSayIsLeftOut() {
        assertThat(line(new EventBody.Enter(user(null)))).isEqualTo("08:00:01  somebody comes in");
        assertThat(line(new EventBody.Gift(user("Tom"), null, null, 1, null, null)))
                .isEqualTo("08:00:01  Tom gives 1 x gift ?");
        assertThat(line(new EventBody.RoomChanged("title", null, "Ann", null)))
                .isEqualTo("08:00:01  room: Ann - title");
    }

    @Test
    void whatStrangersWroteCannotSteerTheTerminal() {
        var chat = new EventBody.Chat(
                user("T\u001b]0;x\u0007om"), "a\nb\u202Ec\u009b31m", null, null, null);

        assertThat(line(chat)).isEqualTo("08:00:01  T?]0;x?om: a?b?c?31m");
    }

    private String line(EventBody body) {
        return text.of(
                new Event(Platform.KUAISHOU, "3xabc", 1000, 1, "id:1", null, null, body, null));
    }

    private static User user(@Nullable String name) {
        return new User(null, name, null, null, null, null, false);
    }
}
