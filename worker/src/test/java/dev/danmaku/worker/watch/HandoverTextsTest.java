package dev.danmaku.worker.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;

/** What two workers of different versions may say to each other: as it is here, it must be read for ever. */
class HandoverTextsTest {
    private static final String MARK_V1 = """
            {"v":1,"first":"AAAAAAAAAAf//////////g==","joinedAgo":250}""";
    private static final String CUT_V1 = """
            {"v":1,"live":"live-1","covered":300,"trouble":"lost: reset",\
            "handedOn":"AAAAAAAAAAEAAAAAAAAAAv/////////2","again":"AAAAAAAAAAM=",\
            "bought":"AAAAAAAAAAQAAAAAAAAABQ==","combos":{"c":{"total":9,"millis":-40}}}""";
    private static final Mark MARK = new Mark(List.of(7L, -2L), 250);
    private static final Cut CUT = new Cut(
            "live-1",
            300,
            "lost: reset",
            List.of(new Cut.Told(new Fingerprint(1, 2), -10)),
            List.of(3L),
            List.of(new Cut.Purchase(4, 5)),
            Map.of("c", new Cut.Counted(9, -40)));

    @Test
    void theFirstVersionIsWrittenAndReadAsEver() {
        assertThat(MARK.toText()).isEqualTo(MARK_V1);
        assertThat(Mark.read(MARK_V1)).isEqualTo(MARK);
        assertThat(CUT.toText()).isEqualTo(CUT_V1);
        assertThat(Cut.read(CUT_V1)).isEqualTo(CUT);
    }

    @Test
    void whatIsAddedToThisVersionIsPassedOver() {
        var more = "{\"v\":1,\"more\":[1,2],";

        assertThat(Cut.read(CUT_V1.replace("{\"v\":1,", more))).isEqualTo(CUT);
        assertThat(Mark.read(MARK_V1.replace("{\"v\":1,", more))).isEqualTo(MARK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"v\":2}",
                "{\"v\":1,\"first\":\"AA==\",\"joinedAgo\":1,\"covered\":1,\"handedOn\":\"AA==\"}",
                "{\"v\":1,\"first\":\"?\",\"joinedAgo\":1,\"covered\":1,\"handedOn\":\"?\"}"
            })
    void whatCannotBeReadSaysNothing(String text) {
        assertThat(Mark.read(text).first()).isEmpty();
        assertThat(Cut.read(text)).isNull();
    }

    @Test
    void aMarkIsBoundedWhateverItsSenderThinks() {
        var many = new Numbers.Writer();
        for (var n = 0; n < 1_000; n++) {
            many.add(n);
        }
        var text = "{\"v\":1,\"first\":\"%s\",\"joinedAgo\":-5}".formatted(many.toText());

        assertThat(Mark.read(text).first()).hasSize(Mark.MAX_EVENTS);
        assertThat(Mark.read(text).joinedAgoMillis()).isZero();
    }
}
