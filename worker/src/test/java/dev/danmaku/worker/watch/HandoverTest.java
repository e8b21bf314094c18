package dev.danmaku.worker.watch;

import static dev.danmaku.worker.watch.Heard.ANN;
import static dev.danmaku.worker.watch.Heard.bought;
import static dev.danmaku.worker.watch.Heard.gift;
import static dev.danmaku.worker.watch.Heard.known;
import static dev.danmaku.worker.watch.Heard.like;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody.Gap;
import dev.danmaku.event.EventBody.Gift;
import dev.danmaku.event.EventBody.RoomChanged;
import dev.danmaku.event.Price;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What passes of the events that two holders hear. The holder's clock stands at 100 s when the follower's stands at 900 s. */
class HandoverTest {
    private static final long HIS = 100_000;
    private static final long OURS = 900_000;

    private final Handover holder = new Handover(true);
    private final Handover follower = new Handover(true);
    private final List<Event> written = new ArrayList<>();

    @Test
    void anEventWithAnIdIsACopyHoweverOftenItComes() {
        begin();
        both(10, "a");
        both(20, "b");
        cut(100);
        follows(110, known("b", OURS + 110), known("c", OURS + 110), known("a", OURS + 110));

        assertThat(keys()).containsExactly("id:a", "id:b", "id:c");
    }

    @Test
    void anEventKnownByItsContentIsACopyOncePerTimeItWasHandedOn() {
        begin();
        both(10, "a");
        passes(20, like(HIS + 20), like(HIS + 21));
        heard(20, like(OURS + 20), like(OURS + 21), like(OURS + 60));
        cut(50);

        assertThat(written).hasSize(4);
        assertThat(written.getLast().receivedAt()).isEqualTo(OURS + 60);
    }

    @Test
    void whatTheFollowerCannotHaveHeardStandsForNothing() {
        begin();
        passes(-40, like(HIS - 40));
        passes(-30, known("before", HIS - 30));
        passes(-20, like(HIS - 20));
        both(10, "a");
        cut(50);
        follows(60, like(OURS + 60));

        assertThat(written).hasSize(5);
    }

    @Test
    void whatTheFollowerHeardBeforeTheFirstKnownEventIsWhatTheHolderHandedOnRightBeforeIt() {
        begin();
        passes(-500, like(HIS - 500));
        passes(1, like(HIS + 1));
        heard(1, like(OURS + 1));
        both(2, "a");
        cut(50);
        follows(60, like(OURS + 60));

        assertThat(written).hasSize(4);
    }

    @Test
    void contentsFarApartAreNotOne() {
        begin();
        both(10, "a");
        passes(20, like(HIS + 20));
        cut(50);
        follows(1_521, like(OURS + 1_521));

        assertThat(written).hasSize(3);
    }

    @Test
    void aJudgmentOfTheJoinThatIsTooLateIsMendedByWhatBothKnow() {
        begin();
        both(10, "a");
        passes(20, like(HIS + 20));
        heard(20, like(OURS + 20));

        // Its mark took three seconds to the holder: to it, the join was so much later.
        take(holder.cut("live-1", HIS + 3_000, HIS + 3_050, null, HIS + 3_050), 3_100);

        assertThat(written).hasSize(2);
    }

    @Test
    void aGapOfOursBeginsWhereTheHolderStopped() {
        begin();
        heard(20, gap(OURS + 5, OURS + 30), gap(OURS + 40, OURS + 80), gap(OURS + 60, OURS + 90));
        cut(50);

        assertThat(written)
                .extracting(Event::body)
                .containsExactly(
                        gap(OURS + 50, OURS + 80).body(),
                        gap(OURS + 60, OURS + 90).body());
    }

    @Test
    void whatWasToldLongAgoIsNotToldAgain() {
        var changed = new RoomChanged("A title", null, "Ann", null);
        var redPack = new Gift(ANN, null, "red pack", 1, null, null);
        passes(-90_000, Heard.anonymous(7, changed), known("pack", HIS, redPack));
        begin();
        heard(1, Heard.event("h:other", 8, 8, new RoomChanged("Another", null, null, null)));
        heard(1, Heard.anonymous(7, changed));
        cut(50);
        assertThat(keys()).hasSize(3).endsWith("h:other");

        // And so it goes on, also where the follower itself never heard of it.
        var third = new Handover(true);
        third.keepBack();
        third.joined(OURS + 60);
        third.take(follower.cut("live-1", OURS + 60, OURS + 70, null, OURS + 70), OURS, OURS + 70);
        assertThat(third.pass(List.of(known("pack", OURS + 80, redPack)), OURS + 80))
                .isEmpty();
    }

    @Test
    void aMembershipOfWhichEachHeardAnotherMessageIsOne() {
        begin();
        passes(10, bought("h:guard-buy", 5_000, "captain"));
        cut(50);
        follows(
                60,
                bought("h:toast", 6_000, "captain"),
                bought("h:other", 6_000, "admiral"),
                bought("h:later", 16_000, "captain"));

        assertThat(keys()).containsExactly("h:guard-buy", "h:other", "h:later");
    }

    @Test
    void aRunningComboIsNotCountedAnew() {
        begin();
        passes(10, push(1, 1), push(4, 5));
        // The follower first sees it at 5, as the holder does; then alone.
        heard(20, late(5), push(2, 7));
        cut(50);
        follows(60, push(1, 8));

        assertThat(counts()).containsExactly(1L, 4L, 2L, 1L);
        assertThat(doubts()).doesNotContain(true);
    }

    @Test
    void theFirstSightOfAComboAfterAHandoverCountsTheDifferenceAndItsPrice() {
        begin();
        passes(10, push(5, 5));
        cut(50);
        follows(60, late(12));

        assertThat(written.getLast().body()).isEqualTo(gift("c", 7, 12, false));
        assertThat(((Gift) written.getLast().body()).price())
                .isEqualTo(new Price(70, "coin", true));
    }

    @Test
    void aPushThatTheHolderCountedAddsNothingAndANewComboUnderAnOldNameCounts() {
        begin();
        passes(10, push(5, 5));
        cut(50);
        follows(60, late(3));
        assertThat(counts()).containsExactly(5L);

        follows(50 + LateCopies.LIFETIME.toMillis() + 1, push(1, 1));
        assertThat(counts()).containsExactly(5L, 1L);
    }

    @Test
    void afterItsLongestUsualPauseAComboMayBeANewOne() {
        begin();
        passes(10, push(5, 5));
        cut(50);
        var later = LateCopies.LIFETIME.plus(CountedBefore.KNOWN_FOR).toMillis();
        follows(50 + later + 1, late(9));

        assertThat(counts()).containsExactly(5L, 9L);
        assertThat(doubts()).containsExactly(false, true);
    }

    @Test
    void afterACrashTheFirstSightOfAComboThatWasUnderWayIsUncertain() {
        holder.follows(HIS);
        passes(10, late(5), push(1, 6), push("new", 1, 1), push("stale", 2, 9));

        assertThat(doubts()).containsExactly(true, false, false, true);
        assertThat(counts()).containsExactly(5L, 1L, 1L, 2L);
    }

    @Test
    void withoutACutTheFirstSightIsUncertainToo() {
        begin();
        heard(20, late(5));
        take(null, 50);

        assertThat(written.getFirst().body()).isEqualTo(gift("c", 5, 5, true));
    }

    @Test
    void whereNobodyCountedBeforeNothingIsUncertain() {
        passes(10, late(5));

        assertThat(written.getFirst().body()).isEqualTo(gift("c", 5, 5, false));
    }

    @Test
    void combosGoOnToAThirdHolder() {
        begin();
        passes(10, push(5, 5));
        cut(50);
        var third = new Handover(true);
        third.keepBack();
        third.joined(0);
        third.pass(List.of(late(6)), 10);

        var cut = follower.cut("live-1", OURS + 60, OURS + 70, null, OURS + 70);
        var heard = third.take(cut, 0, 20).heard();

        assertThat(third.pass(heard, 20))
                .extracting(Event::body)
                .containsExactly(gift("c", 1, 6, false));
    }

    @Test
    void whereEventsSayWhatTheyAddCombosAreLeftAlone() {
        var other = new Handover(false);
        other.follows(HIS);

        assertThat(other.pass(List.of(late(5)), HIS))
                .extracting(Event::body)
                .containsExactly(gift("c", 5, 5, true));
    }

    @Test
    void nothingIsRememberedWhileNobodyIsOfferedTheRoom() {
        holder.remember(true);
        passes(10, known("a", HIS + 10));
        holder.remember(false);
        passes(20, known("b", HIS + 20));

        assertThat(holder.cut("live-1", HIS, HIS + 30, null, HIS + 30).handedOn())
                .isEmpty();
    }

    private void begin() {
        holder.remember(true);
        follower.keepBack();
        follower.joined(OURS);
    }

    /** The holder hears these at that time after the join. */
    private void passes(long after, Event... events) {
        written.addAll(holder.pass(List.of(events), HIS + after));
    }

    /** The follower hears these, while the room is the other's. */
    private void heard(long after, Event... events) {
        assertThat(follower.pass(List.of(events), OURS + after)).isEmpty();
    }

    private void both(long after, String id) {
        passes(after, known(id, HIS + after));
        heard(after, known(id, OURS + after));
    }

    private void cut(long after) {
        take(holder.cut("live-1", HIS, HIS + after, null, HIS + after), after);
    }

    private void take(Cut cut, long after) {
        var read = cut == null ? null : Objects.requireNonNull(Cut.read(cut.toText()));
        assertThat(read).isEqualTo(cut);
        var taken = follower.take(read, OURS, OURS + after);
        written.addAll(follower.pass(taken.heard(), OURS + after));
    }

    /** The follower hears these after it took the room. */
    private void follows(long after, Event... events) {
        written.addAll(follower.pass(List.of(events), OURS + after));
    }

    private List<String> keys() {
        return written.stream().map(Event::key).toList();
    }

    private List<Long> counts() {
        return written.stream().map(e -> ((Gift) e.body()).count()).toList();
    }

    private List<Boolean> doubts() {
        return written.stream().map(e -> ((Gift) e.body()).combo().uncertain()).toList();
    }

    private static Event gap(long from, long to) {
        return Heard.event("h:gap" + from, to, to, new Gap(from, to, "lost", null));
    }

    private static Event push(long count, long total) {
        return push("c", count, total);
    }

    private static Event push(String combo, long count, long total) {
        return event(gift(combo, count, total, false));
    }

    /** As a decoder tells a combo that it has not heard of. */
    private static Event late(long total) {
        return event(gift("c", total, total, true));
    }

    private static Event event(Gift gift) {
        var combo = gift.combo();
        return Heard.event("h:" + combo.id() + combo.total(), 1_000, 2_000, gift);
    }
}
