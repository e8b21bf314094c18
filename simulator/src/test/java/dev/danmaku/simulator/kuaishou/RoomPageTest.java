package dev.danmaku.simulator.kuaishou;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.simulator.room.Fault;
import dev.danmaku.simulator.room.LookupTrouble;
import dev.danmaku.simulator.room.Span;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.util.regex.Pattern;

/** What the page of a room says, with the JDK's HTTP client. */
class RoomPageTest extends AskedSite {
    @Test
    void thePageOfALiveRoomHasItsStreamAndTheKnownTraps() throws Exception {
        room.goLive();

        var page = get("/u/" + ROOM).body();

        assertThat(page)
                .contains("\"authToken\":undefined") // bare
                .contains("\\\"undefined\\\";") // within a text
                .contains("https:\\u002F\\u002F") // slashes
                .contains("ANOTHERroom") // someone else's stream
                .contains("<script>window.__CAPTCHA_INFO__=[];");
        var entry = entry(page);
        assertThat(entry.at("/isLiving").asBoolean()).isTrue();
        assertThat(entry.at("/liveStream/id").asString())
                .isEqualTo(room.broadcast().orElseThrow().streamId());
        assertThat(entry.at("/status/forbiddenState").asInt()).isEqualTo(1);
        assertThat(entry.at("/author/living").asBoolean()).isFalse();
        assertThat(entry.at("/author/name").asString()).contains(";");
        assertThat(entry.has("errorType")).isFalse();
    }

    @Test
    void thePageOfARoomThatIsNotLiveHasNoStream() throws Exception {
        var page = get("/u/" + ROOM).body();

        assertThat(page).contains("live\\u002Fundefined\"");
        var entry = entry(page);
        assertThat(entry.at("/isLiving").asBoolean()).isFalse();
        assertThat(entry.at("/liveStream").has("id")).isFalse();
        assertThat(entry.at("/status/forbiddenState").asInt()).isEqualTo(671);
        assertThat(entry.has("errorType")).isFalse();
    }

    @Test
    void thePageOfNobodysRoomSaysSo() throws Exception {
        var entry = entry(get("/u/nobody").body());

        assertThat(entry.at("/errorType/type").asInt()).isEqualTo(22);
        assertThat(entry.at("/liveStream").isEmpty()).isTrue();
        assertThat(entry.has("status")).isFalse();
    }

    @Test
    void aThrottledPageSaysNothingAboutTheRoom() throws Exception {
        room.goLive().fault(new Fault.Trouble(LookupTrouble.THROTTLED, Span.times(1)));

        var entry = entry(get("/u/" + ROOM).body());
        assertThat(entry.at("/errorType/type").asInt()).isEqualTo(2);
        assertThat(entry.at("/isLiving").asBoolean()).isFalse();

        assertThat(entry(get("/u/" + ROOM).body()).at("/isLiving").asBoolean()).isTrue();
    }

    @Test
    void aPageMayComeWithoutItsState() throws Exception {
        room.goLive().fault(new Fault.Trouble(LookupTrouble.NO_STATE_PAGE, Span.untilHealed()));

        var page = get("/u/" + ROOM);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).doesNotContain("__INITIAL_STATE__");
    }

    @Test
    void aPageGivesTheCookiesOfAnAnonymousVisit() throws Exception {
        var cookies = get("/u/" + ROOM).headers().allValues("set-cookie");

        assertThat(cookies).hasSize(5);
        assertThat(cookies.getFirst())
                .matches("did=web_[0-9a-f]{32}; Max-Age=31536000; Path=/; HttpOnly");
        assertThat(cookies).anyMatch(cookie -> cookie.startsWith("clientid=3;"));
        assertThat(cookies).anyMatch(cookie -> cookie.matches("client_key=[0-9a-f]{8};.*"));
        assertThat(cookies).anyMatch(cookie -> cookie.startsWith("kpn=GAME_ZONE;"));
        assertThat(cookies).anyMatch(cookie -> cookie.startsWith("kuaishou.live.bfb1s="));
    }

    /** The page's only room, read as a careful client does: undefined outside texts is null. */
    private JsonNode entry(String page) {
        var state = Pattern.compile("window\\.__INITIAL_STATE__=(.*?);\\(function", Pattern.DOTALL)
                .matcher(page);
        assertThat(state.find()).isTrue();
        return mapper.readTree(state.group(1).replace(":undefined", ":null"))
                .at("/liveroom/playList/0");
    }
}
