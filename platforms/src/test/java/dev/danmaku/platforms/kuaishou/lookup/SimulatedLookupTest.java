package dev.danmaku.platforms.kuaishou.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.platforms.Lookup;
import dev.danmaku.platforms.kuaishou.TestSettings;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.simulator.Simulator;
import dev.danmaku.simulator.SimulatorOptions;
import dev.danmaku.simulator.kuaishou.KuaishouOptions;
import dev.danmaku.simulator.kuaishou.KuaishouOptions.UrlsKey;
import dev.danmaku.simulator.room.Fault;
import dev.danmaku.simulator.room.LookupTrouble;
import dev.danmaku.simulator.room.Span;
import dev.danmaku.simulator.room.StreamEnding;

import io.netty.util.concurrent.DefaultEventExecutor;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Look-ups against the simulated platform, which was written from the same page by other hands. */
@Timeout(60)
class SimulatedLookupTest {
    private static final RoomId ROOM = new RoomId(Platform.KUAISHOU, "3xlookup");

    private final DefaultEventExecutor timer = new DefaultEventExecutor();
    private Simulator simulator;
    private KuaishouResolver resolver;

    @AfterEach
    void close() {
        resolver.close();
        simulator.close();
        timer.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @EnumSource(UrlsKey.class)
    void everySpellingOfTheHostsIsFound(UrlsKey key) throws Exception {
        start(KuaishouOptions.defaults().withCredentials(152, false, key, false));
        var room = simulator.kuaishou().goLive(ROOM.id());

        var found = ((Lookup.Live) lookUp()).found();

        assertThat(found.token()).hasSize(152);
        assertThat(found.live()).isEqualTo(room.broadcast().orElseThrow().streamId());
        assertThat(found.streamer()).isEqualTo(room.streamer());
    }

    @ParameterizedTest
    @ValueSource(ints = {88, 152, 172})
    void theDetailsCredentialsWillDoWhenThePageCannotBeRead(int tokenChars) throws Exception {
        start(KuaishouOptions.defaults().withCredentials(tokenChars, true, UrlsKey.USUAL, false));
        simulator
                .kuaishou()
                .goLive(ROOM.id())
                .fault(new Fault.Trouble(LookupTrouble.NO_STATE_PAGE, Span.untilHealed()));

        var found = ((Lookup.Live) lookUp()).found();

        assertThat(found.token()).hasSize(tokenChars);
        assertThat(simulator.kuaishou().counts().lookups()).doesNotContainKey("websocketinfo");
    }

    @Test
    void aRoomThatIsNotLiveIsNotLive() throws Exception {
        start(KuaishouOptions.defaults());
        simulator.kuaishou().room(ROOM.id());

        assertThat(lookUp()).isInstanceOf(Lookup.NotLive.class);
    }

    @Test
    void aRoomThatNobodyKnowsIsUndecided() throws Exception {
        start(KuaishouOptions.defaults());

        assertThat(lookUp()).isInstanceOf(Lookup.Undecided.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = LookupTrouble.class,
            names = {"UNWATCHABLE", "NO_STATE_PAGE", "NO_ANSWER"},
            mode = Mode.EXCLUDE)
    void troubleIsUndecidedAndPasses(LookupTrouble trouble) throws Exception {
        start(KuaishouOptions.defaults());
        var room = simulator.kuaishou().goLive(ROOM.id());

        room.fault(new Fault.Trouble(trouble, Span.untilHealed()));
        assertThat(lookUp()).isInstanceOf(Lookup.Undecided.class);

        room.heal();
        assertThat(lookUp()).isInstanceOf(Lookup.Live.class);
    }

    @Test
    void aRoomThatMayNotBeWatchedIsNotLive() throws Exception {
        start(KuaishouOptions.defaults());
        var room = simulator.kuaishou().goLive(ROOM.id());

        room.fault(new Fault.Trouble(LookupTrouble.UNWATCHABLE, Span.untilHealed()));

        assertThat(lookUp()).isInstanceOf(Lookup.NotLive.class);
    }

    @Test
    void anEndIsSaidAndThrottlingIsNotAnEnd() throws Exception {
        start(KuaishouOptions.defaults());
        var room = simulator.kuaishou().goLive(ROOM.id());

        room.end(StreamEnding.ANNOUNCED);
        assertThat(lookUp()).isInstanceOf(Lookup.NotLive.class);

        room.goLive();
        room.end(StreamEnding.THROTTLED);
        assertThat(lookUp()).isInstanceOf(Lookup.Undecided.class);
    }

    private void start(KuaishouOptions options) throws IOException {
        simulator = Simulator.start(SimulatorOptions.defaults().withKuaishou(options));
        resolver = new KuaishouResolver(TestSettings.at(simulator.url()), timer, new Random(7));
    }

    private Lookup lookUp() throws Exception {
        return resolver.lookUp(ROOM).get(10, TimeUnit.SECONDS);
    }
}
