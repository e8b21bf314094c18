package dev.danmaku.worker.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.event.EventBody.Gap;
import dev.danmaku.platforms.SessionEnd;

import org.junit.jupiter.api.Test;

/** A holder whose process stood still may not tell what it read then, until it is known whether the room is still its own. */
class PausedHolderTest extends HolderAndFollower {

    @Test
    void whatItHeardMeanwhileItsFollowerTells() {
        joins();
        heard("a");
        passes(100);
        holder.sink.keepsBack = true;
        heard("b", "c");

        handOver();
        passes(1_000);

        assertThat(texts(holder)).containsExactly("first", "a");
        assertThat(texts(follower)).containsExactly("b", "c");
        assertThat(holder.gaps()).isEmpty();
        assertThat(follower.gaps()).isEmpty();
    }

    @Test
    void whatNobodyElseHeardIsAGap() {
        passes(1_000);
        heardByHolder("a");
        passes(4_000);
        holder.sink.keepsBack = true;
        heardByHolder("b");
        joins();
        passes(10);
        heard("c");

        handOver();

        assertThat(texts(holder)).containsExactly("first", "a");
        assertThat(texts(follower)).containsExactly("c");
        assertThat(follower.gaps())
                .containsExactly(new Gap(
                        OTHER_START.plusMillis(1_000).toEpochMilli(),
                        OTHER_START.plusMillis(5_000).toEpochMilli(),
                        "the former holder stood still",
                        null));
    }

    @Test
    void whereTheRoomIsStillItsOwnAllIsToldInOrder() {
        heardByHolder("a");
        holder.sink.keepsBack = true;
        heardByHolder("b");
        heardByHolder("c");
        assertThat(texts(holder)).containsExactly("first", "a");

        holder.sink.confirm();
        passes(0);
        heardByHolder("d");

        assertThat(texts(holder)).containsExactly("first", "a", "b", "c", "d");
    }

    @Test
    void whatMayPassByTheTimeOfTheCutIsTold() {
        passes(1_000);
        holder.sink.keepsBack = true;
        heardByHolder("a");
        joins();
        passes(10);
        holder.sink.keepsBack = false;
        heard("b");

        cut();
        passes(Departure.LINGER.toMillis());
        take();

        assertThat(texts(holder)).containsExactly("first", "a", "b");
        assertThat(texts(follower)).isEmpty();
        assertThat(follower.gaps()).isEmpty();
    }

    @Test
    void whatMayPassWhenARoomClosesIsTold() {
        holder.sink.keepsBack = true;
        heardByHolder("a");
        holder.sink.keepsBack = false;

        holder.watch.close("the worker stops");
        passes(0);

        assertThat(texts(holder)).containsExactly("first", "a");
    }

    @Test
    void aStreamThatEndsMeanwhileIsOverWhenAllIsTold() {
        holder.sink.keepsBack = true;
        heardByHolder("a");
        endsWhileKeptBack();
        assertThat(holder.watch.ended()).isNotDone();

        holder.sink.confirm();
        passes(0);

        assertThat(texts(holder)).containsExactly("first", "a");
        assertThat(holder.watch.ended())
                .isCompletedWithValueMatching(WatchEnd.StreamEnded.class::isInstance);
    }

    @Test
    void ofARoomThatIsAnothersByThenNothingIsTold() {
        holder.sink.keepsBack = true;
        heardByHolder("a");
        endsWhileKeptBack();

        holder.watch.close("taken over");
        passes(0);

        assertThat(holder.watch.ended())
                .isCompletedWithValueMatching(WatchEnd.Closed.class::isInstance);
        assertThat(texts(holder)).containsExactly("first");
    }

    @Test
    void aRoomThatIsTakenOverWhileItsSocketSaysGoodByeEnds() {
        holder.sink.keepsBack = true;
        heardByHolder("a");
        holder.platform.closesAtOnce = false;
        endsWhileKeptBack();
        assertThat(holder.platform.session().closing).isTrue();

        holder.watch.close("taken over");
        holder.platform.session().ends(new SessionEnd.ClosedByUs());
        passes(0);

        assertThat(holder.watch.ended())
                .isCompletedWithValueMatching(WatchEnd.Closed.class::isInstance);
        assertThat(texts(holder)).containsExactly("first");
    }

    /** Copies are known by when they were heard, however late it is known whose the room is. */
    @Test
    void aFollowerThatIsConfirmedLateDropsTheCopiesThatItHeardInTime() {
        joins();
        heard("a");
        follower.sink.keepsBack = true;
        handOver();
        follower.platform.session().chats("b");
        passes(60_000);

        follower.sink.confirm();
        passes(0);

        assertThat(texts(holder)).containsExactly("first", "a");
        assertThat(texts(follower)).containsExactly("b");
    }

    private void endsWhileKeptBack() {
        holder.platform.session().hintsEnd("303");
        holder.passes(2);
        holder.platform.answer(WatchedRoom.NOT_LIVE);
        holder.passes(30);
        holder.platform.answer(WatchedRoom.NOT_LIVE);
    }
}
