package dev.danmaku.platforms.douyu;

import static dev.danmaku.platforms.douyu.Wire.joined;
import static dev.danmaku.platforms.douyu.Wire.packet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.platforms.FrameDecoder.Decoded;
import dev.danmaku.platforms.MutatedFrames;
import dev.danmaku.platforms.Promises;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Whatever the bytes are: events of the schema or a named reason, never anything else. */
class HostileBytesTest {
    private static final int MUTATIONS = 20_000;
    private static final int SEED = 8_506;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final List<byte[]> SEEDS = List.of(
            joined(
                    packet("type@=loginres/userid@=0/"),
                    packet("type@=chatmsg/rid@=9999/uid@=1/nn@=Ann/txt@=a@Sb@A/cid@=0f/cst@=7/")),
            packet(
                    "type@=dgb/rid@=9999/gfid@=20000/pid@=3/uid@=2/nn@=安/gfcnt@=20/hits@=140/mss@=1/"),
            packet("type@=voice_trlt/list@=acptime@AA=1@ASetime@AA=61@ASrealPrice@AA=3000@AS"
                    + "content@AA=hi@ASuat@AA=a@AAASb@AAAS@AS@S/"),
            packet("btype@=superDanmu/type@=comm_chatmsg/cprice@=3000/cet@=60/"
                    + "chatmsg@=nn@A=Ann@Stxt@A=hi@S/"),
            packet("type@=ranklist/list@=uid@AA=1@ASgold@AA=5@ASnickname@AA=x@AS@S/list_day@=/"),
            packet("type@=rss/rid@=1/ss@=0/"));

    @Test
    void mutatedFramesGiveEventsOrAReasonInOneConnection() {
        var started = System.nanoTime();

        var decoded = MutatedFrames.decoded(
                new DouyuDecoder(), SEEDS, MUTATIONS, SEED, HostileBytesTest::mutated);

        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(LIMIT);
        assertThat(decoded.malformed()).isGreaterThan(MUTATIONS / 20);
        assertThat(decoded.events()).isGreaterThan(MUTATIONS / 20);
    }

    @Test
    void aMessageOfNothingButTinyPacketsIsReadToItsEnd() {
        var many = joined(packet(""), packet("x"));
        for (var i = 0; i < 14; i++) {
            many = joined(many, many);
        }

        assertThat(new DouyuDecoder().decode(many, 0))
                .isEqualTo(new Decoded.Malformed("a message without a type"));
    }

    @Test
    void listsOfTinyMapsByTheThousandCostLittle() {
        var list = "a@S".repeat(SttList.MAX_ITEMS);
        var packet = packet(
                "type@=ranklist/list@=%s/list_day@=%s/list_all@=%s/".formatted(list, list, list));
        for (var i = 0; i < 4; i++) {
            packet = joined(packet, packet);
        }

        Promises.keptBy(DouyuDecoder::new, packet, 0);
    }

    /** Flips, cuts, doubles or fills a few bytes; mostly behind the lengths, where a stream stays in step. */
    private static byte[] mutated(byte[] seed, Random random) {
        var bytes = seed.clone();
        for (var n = random.nextInt(3); n >= 0; n--) {
            var first = random.nextInt(4) == 0 ? 0 : Math.min(12, bytes.length - 1);
            var at = first + random.nextInt(bytes.length - first);
            switch (random.nextInt(6)) {
                case 0 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
                case 1 -> bytes = Arrays.copyOf(bytes, bytes.length + random.nextInt(64));
                case 2 -> bytes[at] = (byte) random.nextInt(256);
                case 3 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 4 -> bytes[at] = (byte) "@/=SA-9\0".charAt(random.nextInt(8));
                default -> bytes = MutatedFrames.doubledFrom(at, bytes);
            }
        }
        return bytes;
    }
}
