package dev.danmaku.worker.rate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.event.User;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The count is a sketch: exact for few, within its error for many. */
class PeopleTest {
    private static People people(String prefix, int from, int count) {
        var people = new People();
        for (var n = from; n < from + count; n++) {
            people.add(User.of(prefix + n, "somebody"));
            people.add(User.of(prefix + n, "under another name"));
        }
        return people;
    }

    @ParameterizedTest
    @CsvSource({"10, 0", "1000, 65", "100000, 6500"})
    void soManyAreCounted(int count, long error) {
        // four sigma of 1.6 %
        for (var prefix : new String[] {"", "10000", "用户", "3x"}) {
            assertThat(people(prefix, 0, count).count()).isCloseTo(count, Offset.offset(error));
        }
    }

    @ParameterizedTest
    @CsvSource({"10, 0", "1000, 65", "100000, 6500"})
    void thoseOfSeveralSecondsAreCountedOnce(int count, long error) {
        var minute = new People();
        for (var second = 0; second < 60; second++) {
            minute.addAll(people("", 0, count / 2));
            minute.addAll(people("", count / 2, count - count / 2));
            if (count > 1000 && second > 1) {
                break;
            }
        }
        assertThat(minute.count()).isCloseTo(count, Offset.offset(error));
    }

    @Test
    void whoHasNoIdCountsByNameAndWhoHasNeitherNotAtAll() {
        var people = new People();
        people.add(User.of(null, "a"));
        people.add(User.of("", "b"));
        people.add(User.of("", "b"));
        people.add(User.of(null, null));
        people.add(User.of("", ""));

        assertThat(people.count()).isEqualTo(2);
    }
}
