package dev.danmaku.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.job.JobMessage.Reading;
import dev.danmaku.job.JobMessage.Reading.FromTheFuture;
import dev.danmaku.job.JobMessage.Reading.Poison;
import dev.danmaku.job.JobMessage.Reading.Readable;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.testing.Golden;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.Random;

class JobMessageTest {
    private static final Job JOB = new Job(
            1790000000001L,
            1789999999000L,
            JobKind.WATCH,
            new RoomId(Platform.KUAISHOU, "3xabcdef"));
    private static final String GOOD = Golden.line("job-watch.json");
    private static final long SEED = 20261121;

    private static Reading read(String body) {
        return JobMessage.read(body.getBytes(StandardCharsets.UTF_8));
    }

    private static String poison(String body) {
        var reading = read(body);
        assertThat(reading).as(body).isInstanceOf(Poison.class);
        return ((Poison) reading).reason();
    }

    private static String poison(String from, String to) {
        assertThat(GOOD).contains(from);
        return poison(GOOD.replace(from, to));
    }

    @Test
    void aJobIsReadAndWrittenAsEver() {
        assertThat(read(GOOD)).isEqualTo(new Readable(JOB));
        assertThat(new String(JobMessage.write(JOB), StandardCharsets.UTF_8)).isEqualTo(GOOD);
    }

    @Test
    void aFieldThatWeDoNotKnowIsOverlooked() {
        assertThat(read(GOOD.replace("{\"v\"", "{\"more\":{\"a\":[1]},\"v\"")))
                .isEqualTo(new Readable(JOB));
    }

    @Test
    void aNewerVersionIsFromTheFutureWhateverElseItSays() {
        assertThat(read(GOOD.replace("\"v\":1", "\"v\":2"))).isEqualTo(new FromTheFuture(2));
        assertThat(read("{\"v\":7,\"kind\":\"dance\"}")).isEqualTo(new FromTheFuture(7));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "hello", "{", "{\"v\":1", "{\"v\":1,}", "\u0000", "{'v':1}", "NaN"})
    void whatIsNoJsonIsPoison(String body) {
        assertThat(poison(body)).startsWith("the body is no JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "7", "\"text\"", "true"})
    void whatIsNoObjectIsPoison(String body) {
        assertThat(poison(body)).isEqualTo("the body is no JSON object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "\"x\"", "null", "[]", "{}"})
    void whatHasNoVersionIsPoison(String version) {
        assertThat(poison("\"v\":1", "\"v\":" + version))
                .isEqualTo("the field v is no version of a job");
    }

    @ParameterizedTest
    @CsvSource({
        "kind, the field kind is no text",
        "platform, the field platform is no text",
        "room, the field room is no text",
        "job, the field job is no text",
        "generation, the field generation is no text",
    })
    void aFieldThatIsMissingOrNoTextIsPoison(String field, String reason) {
        assertThat(poison("\"%s\":\"".formatted(field), "\"other\":\"")).isEqualTo(reason);
        assertThat(poison("\"%s\":\"".formatted(field), "\"%s\":7,\"o\":\"".formatted(field)))
                .isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "1e3", " 1", "0x1", "99999999999999999999", "1.5"})
    void aNumberThatIsNoneOfOursIsPoison(String number) {
        assertThat(poison("1790000000001", number))
                .isEqualTo("the field job is no positive number");
        assertThat(poison("1789999999000", number))
                .isEqualTo("the field generation is no positive number");
    }

    @Test
    void anUnknownKindOrPlatformIsPoison() {
        assertThat(poison("\"watch\"", "\"fetch\"")).isEqualTo("unknown kind 'fetch'");
        assertThat(poison("\"kuaishou\"", "\"twitch\"")).isEqualTo("unknown platform 'twitch'");
    }

    @Test
    void anImpossibleRoomIsPoison() {
        assertThat(poison("3xabcdef", "../../etc/passwd"))
                .contains("'../../etc/passwd' cannot be a kuaishou room");
    }

    @Test
    void aReasonIsOnePrintableLineHoweverHostileTheText() {
        for (var field : new String[] {"watch", "kuaishou", "3xabcdef"}) {
            var reason = poison(
                    "\"" + field + "\"",
                    "\"a\\u0000\\r\\nX-Evil: 1\\u001b[31m" + "x".repeat(5_000) + "\"");
            assertThat(reason).hasSizeLessThan(300).doesNotContainPattern("\\p{Cntrl}");
        }
    }

    @Test
    void aBodyAtTheLimitIsReadAndOneAboveItIsPoison() {
        var padding = JobMessage.MAX_BYTES - GOOD.length();

        assertThat(read(GOOD + " ".repeat(padding))).isEqualTo(new Readable(JOB));
        assertThat(poison(GOOD + " ".repeat(padding + 1)))
                .isEqualTo("the body has 16385 bytes, a job at most 16384");
        assertThat(poison("x".repeat(1024 * 1024))).contains("1048576 bytes");
    }

    @Test
    void endlessNestingIsPoison() {
        assertThat(poison("{\"v\":1,\"a\":" + "[".repeat(8_000))).startsWith("the body is no JSON");
        assertThat(poison("{\"a\":".repeat(2_000))).startsWith("the body is no JSON");
    }

    @Test
    void bytesThatAreNoUtf8ArePoison() {
        var body = GOOD.getBytes(StandardCharsets.ISO_8859_1);
        body[GOOD.indexOf("3xabcdef")] = (byte) 0xff;

        assertThat(JobMessage.read(body)).isInstanceOf(Poison.class);
    }

    @Test
    void whateverBytesComeTheAnswerIsOneOfThree() {
        var random = new Random(SEED);
        var good = GOOD.getBytes(StandardCharsets.UTF_8);
        for (var i = 0; i < 5_000; i++) {
            var body = good.clone();
            for (var flips = 1 + random.nextInt(4); flips > 0; flips--) {
                body[random.nextInt(body.length)] = (byte) random.nextInt();
            }
            switch (JobMessage.read(body)) {
                case Readable(var job) -> assertThat(job.id()).isPositive();
                case FromTheFuture(var version) -> assertThat(version).isGreaterThan(1);
                case Poison(var reason) ->
                    assertThat(reason).isNotBlank().doesNotContainPattern("\\p{Cntrl}");
            }
        }
    }
}
