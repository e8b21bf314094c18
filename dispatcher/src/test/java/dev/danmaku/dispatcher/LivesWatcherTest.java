package dev.danmaku.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LivesWatcherTest {

    @ParameterizedTest
    @CsvSource({"'',Ksg", "KEA,KEA", "AE,AEK", "Ex,ExKsg", "K$,K$sg", "Ksg,Ksg"})
    void theFlagsThatAreThereStayAndOursAreAdded(String there, String wanted) {
        assertThat(LivesWatcher.with(there)).isEqualTo(wanted);
    }
}
