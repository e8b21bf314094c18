package dev.danmaku.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.registry.ControlMessage.Answer;
import dev.danmaku.registry.ControlMessage.Ask;
import dev.danmaku.registry.ControlMessage.Cancel;
import dev.danmaku.registry.ControlMessage.Changed;
import dev.danmaku.registry.ControlMessage.Cut;
import dev.danmaku.registry.ControlMessage.CutDone;
import dev.danmaku.registry.ControlMessage.Declined;
import dev.danmaku.registry.ControlMessage.Drain;
import dev.danmaku.registry.ControlMessage.GoOn;
import dev.danmaku.registry.ControlMessage.JobRef;
import dev.danmaku.registry.ControlMessage.Move;
import dev.danmaku.registry.ControlMessage.StandBy;
import dev.danmaku.registry.ControlMessage.Verify;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.testing.Golden;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class ControlMessageJsonTest {
    private static final long SEED = 20261121;
    private static final JobRef KUAISHOU =
            new JobRef(new RoomId(Platform.KUAISHOU, "3xabcdef"), 1790000000001L);
    private static final JobRef BILIBILI =
            new JobRef(new RoomId(Platform.BILIBILI, "21452505"), 1790000000002L);

    static Stream<Arguments> goldens() {
        return Stream.of(
                Arguments.of(
                        "control-ask.json",
                        new Ask("worker-2-0123456789ab", List.of(KUAISHOU, BILIBILI))),
                Arguments.of(
                        "control-answer.json",
                        new Answer("worker-1-0a1b2c3d4e5f", List.of(KUAISHOU), List.of(BILIBILI))),
                Arguments.of(
                        "control-cancel.json",
                        new Cancel(
                                List.of(KUAISHOU.room(), new RoomId(Platform.DOUYU, "alias_1")))),
                Arguments.of("control-verify.json", new Verify(List.of(KUAISHOU.room()))),
                Arguments.of(
                        "control-cut.json",
                        new Cut("worker-2-0123456789ab", KUAISHOU, "{\"n\":1}")),
                Arguments.of("control-cut-done.json", new CutDone(BILIBILI, "{\"n\":2}")),
                Arguments.of("control-cut-done-nothing.json", new CutDone(BILIBILI, null)),
                Arguments.of("control-declined.json", new Declined(KUAISHOU, "not live")),
                Arguments.of("control-drain.json", new Drain()),
                Arguments.of("control-stand-by.json", new StandBy()),
                Arguments.of("control-go-on.json", new GoOn()),
                Arguments.of(
                        "control-changed.json",
                        new Changed(
                                List.of(KUAISHOU.room(), new RoomId(Platform.DOUYU, "alias_1")))),
                Arguments.of("control-move.json", new Move(List.of(KUAISHOU.room()))));
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void eachKindIsReadAndWrittenAsEver(String golden, ControlMessage message) {
        assertThat(ControlMessageJson.read(Golden.line(golden))).contains(message);
        assertThat(ControlMessageJson.write(message)).isEqualTo(Golden.line(golden));
    }

    @Test
    void whateverIsWrittenIsReadBack() {
        var random = new Random(SEED);
        for (var i = 0; i < 1_000; i++) {
            var message = any(random);
            assertThat(ControlMessageJson.read(ControlMessageJson.write(message)))
                    .as("seed %d, message %d", SEED, i)
                    .contains(message);
        }
    }

    @Test
    void aFieldThatWeDoNotKnowIsOverlooked() {
        assertThat(
                        ControlMessageJson.read(
                                "{\"v\":2,\"say\":\"verify\",\"more\":{\"a\":[1]},\"rooms\":[\"ks:3xabcdef\"]}"))
                .contains(new Verify(List.of(KUAISHOU.room())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "[]",
                "null",
                "7",
                "{}",
                "{\"say\":\"dance\"}",
                "{\"say\":\"ask\",\"from\":\"w1\",\"jobs\":[\"kuaishou:3xabc\"]}",
                "{\"say\":\"ask\",\"from\":\"w1\",\"jobs\":[\"kuaishou:3xabc many\"]}",
                "{\"say\":\"ask\",\"from\":\"w1\",\"jobs\":[\"nowhere:3xabc 7\"]}",
                "{\"say\":\"cancel\",\"rooms\":[\"kuaishou:../x\"]}",
                "{\"say\":\"cancel\",\"rooms\":[7]}",
                "{\"say\":\"cut\",\"from\":\"w1\",\"mark\":\"{}\"}",
                "{\"say\":\"cut-done\",\"heard\":\"{}\"}",
                "{\"say\":\"cancel\",\"rooms\":[\"kuaishou:3xabc\"",
            })
    void whatIsNoWordOfOursIsNothing(String text) {
        assertThat(ControlMessageJson.read(text)).isEmpty();
    }

    @Test
    void endlessNestingIsNothing() {
        assertThat(ControlMessageJson.read("{\"say\":" + "[".repeat(100_000))).isEmpty();
    }

    private static ControlMessage any(Random random) {
        return switch (random.nextInt(7)) {
            case 0 -> new Ask(session(random), jobs(random));
            case 1 -> new Answer(session(random), jobs(random), jobs(random));
            case 2 -> new Cancel(jobs(random).stream().map(JobRef::room).toList());
            case 3 -> new Cut(session(random), job(random), session(random));
            case 4 -> new CutDone(job(random), random.nextBoolean() ? session(random) : null);
            case 5 -> new Declined(job(random), session(random));
            default -> new Verify(jobs(random).stream().map(JobRef::room).toList());
        };
    }

    private static List<JobRef> jobs(Random random) {
        return IntStream.range(0, random.nextInt(5)).mapToObj(i -> job(random)).toList();
    }

    private static JobRef job(Random random) {
        return new JobRef(room(random), 1 + random.nextLong(99_999_999_999_999L));
    }

    private static RoomId room(Random random) {
        return switch (random.nextInt(3)) {
            case 0 ->
                new RoomId(Platform.KUAISHOU, "3x" + Long.toString(random.nextLong(1L << 50), 36));
            case 1 -> new RoomId(Platform.DOUYU, "alias_" + random.nextInt(1_000));
            default ->
                new RoomId(Platform.BILIBILI, Long.toString(random.nextLong(Long.MAX_VALUE)));
        };
    }

    private static String session(Random random) {
        return "worker-\"\\\n中-" + Long.toHexString(random.nextLong());
    }
}
