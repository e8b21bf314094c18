package dev.danmaku.platforms.kuaishou.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.event.EventBody.Chat;
import dev.danmaku.event.EventBody.ViewerCount;
import dev.danmaku.event.EventBody.ViewerCountKind;
import dev.danmaku.platforms.kuaishou.feed.FeedAnswer.Comment;
import dev.danmaku.platforms.kuaishou.feed.FeedAnswer.Page;
import dev.danmaku.platforms.kuaishou.feed.FeedAnswer.Refused;
import dev.danmaku.platforms.kuaishou.feed.FeedAnswer.Unreadable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.util.List;

class FeedAnswerTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String INNER = """
            {"result":1,"cursor":"5UJNr1InRqw","pullCycleSeconds":3,"currentWatchingCount":"5.6w",
             "liveStreamFeeds":[
               {"type":"comment","content":"冲","time":1790520023470,
                "author":{"userId":1516004686,"userName":"安","userText":"","headurl":"https://cdn/h.jpg","userSex":"F"}},
               {"type":"gift","content":"?"},7,{"type":"comment"}]}""";
    private static final Comment COMMENT =
            new Comment("1516004686", "安", "https://cdn/h.jpg", "冲", 1_790_520_023_470L);
    private static final Page PAGE =
            new Page("5UJNr1InRqw", Duration.ofSeconds(3), "5.6w", List.of(COMMENT));

    @Test
    void aPageIsReadFromOneToThreeLayersAndOutOfData() {
        var twice = JSON.writeValueAsString(INNER);

        assertThat(FeedAnswer.read(INNER)).isEqualTo(PAGE);
        assertThat(FeedAnswer.read(twice)).isEqualTo(PAGE);
        assertThat(FeedAnswer.read(JSON.writeValueAsString(twice))).isEqualTo(PAGE);
        assertThat(FeedAnswer.read("{\"data\":" + INNER + "}")).isEqualTo(PAGE);
    }

    @Test
    void anythingButOneIsARefusal() {
        assertThat(FeedAnswer.read("{\"result\":2}")).isEqualTo(new Refused(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "[]", "7", "null", "\"x\"", "{}", "{\"result\":\"1\"}"})
    void nonsenseIsUnreadable(String body) {
        assertThat(FeedAnswer.read(body)).isInstanceOf(Unreadable.class);
    }

    @Test
    void strangersDoNotSetAnyPace() {
        assertThat(FeedAnswer.read("{\"result\":1,\"pullCycleSeconds\":0}"))
                .isEqualTo(new Page("", Duration.ofSeconds(1), "", List.of()));
        assertThat(FeedAnswer.read("{\"result\":1,\"pullCycleSeconds\":3600}"))
                .isEqualTo(new Page("", Duration.ofSeconds(10), "", List.of()));
    }

    @Test
    void commentsAreChatsWithTheSameKeysForAll() {
        var twice = new Page("c", Duration.ofSeconds(3), "5.6w", List.of(COMMENT, COMMENT));

        var heard = new FeedEvents("3xroom", "XT8F1KPOf0c").of(twice, 0, 1_790_520_030_000L);
        var others = new FeedEvents("3xroom", "XT8F1KPOf0c").of(PAGE, 0, 1_790_520_099_000L);

        assertThat(heard.getFirst().body())
                .isEqualTo(new ViewerCount(56_000, ViewerCountKind.ONLINE, "5.6w"));
        assertThat(heard).hasSize(3).extracting(event -> event.key()).doesNotHaveDuplicates();
        assertThat(heard.get(1).key()).isEqualTo(others.get(1).key());
        assertThat(heard.get(1).at()).isEqualTo(1_790_520_023_470L);
        assertThat(((Chat) heard.get(1).body()).user().id()).isEqualTo("1516004686");
    }

    @Test
    void whatWasWrittenBeforeIsLeftOut() {
        var events = new FeedEvents("3xroom", "XT8F1KPOf0c");

        assertThat(events.of(PAGE, 1_790_520_023_471L, 1_790_520_030_000L))
                .extracting(event -> event.body().type())
                .containsExactly("viewers");
    }
}
