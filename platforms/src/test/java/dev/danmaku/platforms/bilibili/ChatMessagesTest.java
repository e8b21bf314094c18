package dev.danmaku.platforms.bilibili;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.event.EventBody.Chat;
import dev.danmaku.event.EventBody.Emote;
import dev.danmaku.event.User;
import dev.danmaku.event.User.Badge;
import dev.danmaku.event.User.Role;
import dev.danmaku.platforms.bilibili.wire.Danmaku;
import dev.danmaku.platforms.bilibili.wire.DanmakuUser;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Chats, in all the forms that they came in. */
class ChatMessagesTest extends SaidInARoom {
    @Test
    void aChatOfTodayHasIdFaceWealthAndReply() {
        var event = one("""
                {"cmd":"DANMU_MSG","dm_v2":"","info":[[0,1,25,5816798,1791089999123,-5,0,"c5c630b1",0,0,0,"",0,"{}","{}",
                {"extra":"{\\"content\\":\\"hi\\",\\"emots\\":{\\"[dog]\\":{\\"url\\":\\"u\\"}},\\"id_str\\":\\"4a8b\\",\\"reply_uname\\":\\"bob\\"}",
                "user":{"uid":7,"base":{"name":"ann","face":"https://f/7.jpg"}}}],
                "hi [dog]",[7,"ann",1,0,0,10000,1,""],[21,"medal","bob",1,2,"",0,1,2,3,3,1,4],
                [0,0,9868950,">50000",0],["",""],0,3,null,{"ts":1791089999,"ct":"A"},0,0,null,null,0,7,[33]]}""");

        assertThat(event.key()).isEqualTo("id:4a8b");
        assertThat(event.at()).isEqualTo(1_791_089_999_123L);
        assertThat(event.room()).isEqualTo("545068");
        assertThat(event.live()).isEqualTo("1700000000");
        assertThat(event.body())
                .isEqualTo(new Chat(
                        new User(
                                "7",
                                "ann",
                                "https://f/7.jpg",
                                33,
                                new Badge("medal", 21),
                                Role.MODERATOR,
                                false),
                        "hi [dog]",
                        "#58c1de",
                        null,
                        "bob"));
    }

    @ParameterizedTest
    @CsvSource({"0, 3, 7, GUARD", "1, 3, 7, MODERATOR", "1, 0, 99, HOST", "0, 0, 7,"})
    void aChatSaysWhatTheSenderIs(int admin, int guard, long uid, Role role) {
        var event = one("""
                {"cmd":"DANMU_MSG","info":[[],"hi",[%d,"ann",%d],[],[],[],0,%d]}""".formatted(uid, admin, guard));

        assertThat(((Chat) event.body()).user().role()).isEqualTo(role);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"emoticon_unique\":\"official_1\",\"url\":\"https://e/1.png\"}",
                "\"{\\\"emoticon_unique\\\":\\\"official_1\\\",\\\"url\\\":\\\"https://e/1.png\\\"}\""
            })
    void aPictureComesAsObjectOrAsText(String picture) {
        var event = one("""
                {"cmd":"DANMU_MSG","info":[[0,1,25,0,0,0,0,"",0,0,0,"",1,%s],"dog",[7,"ann"]]}""".formatted(picture));

        assertThat(((Chat) event.body()).emote())
                .isEqualTo(new Emote("official_1", "https://e/1.png"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"DANMU_MSG", "DANMU_MSG:4:0:2:2:2:0", "DANMU_MSG_MIRROR"})
    void aChatIsOneUnderAllItsNames(String name) {
        var event = one("{\"cmd\":\"%s\",\"info\":[[],\"hi\",[7,\"ann\"]]}".formatted(name));

        assertThat(event.body()).isEqualTo(new Chat(ANN, "hi", null, null, null));
    }

    @Test
    void anOldWrapperIsTakenOff() {
        var event = one("{\"msg\":{\"cmd\":\"DANMU_MSG\",\"info\":[[],\"hi\",[7,\"ann\"]]}}");

        assertThat(event.body().type()).isEqualTo("chat");
    }

    @Test
    void aChatWithoutItsArrayIsReadFromItsProtobuf() {
        var danmaku = Danmaku.newBuilder()
                .setId("9f")
                .setText("hi")
                .setColor(0xff0000)
                .setTime(1_791_089_999_123L)
                .setUser(DanmakuUser.newBuilder().setName("a***"))
                .build();

        var event = one("{\"cmd\":\"DANMU_MSG\",\"info\":[],\"dm_v2\":\"%s\"}"
                .formatted(base64(danmaku.toByteArray())));

        assertThat(event.key()).isEqualTo("id:9f");
        assertThat(event.at()).isEqualTo(1_791_089_999_123L);
        assertThat(event.body()).isEqualTo(new Chat(masked("a***"), "hi", "#ff0000", null, null));
    }

    @Test
    void theProtobufBesideAChatGivesItsId() {
        var dmV2 = base64(Danmaku.newBuilder().setId("9f").build().toByteArray());

        var event = one("{\"cmd\":\"DANMU_MSG\",\"info\":[[],\"hi\",[7,\"ann\"]],\"dm_v2\":\"%s\"}"
                .formatted(dmV2));

        assertThat(event.key()).isEqualTo("id:9f");
    }
}
