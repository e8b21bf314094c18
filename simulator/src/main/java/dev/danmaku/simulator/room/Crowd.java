package dev.danmaku.simulator.room;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * The people in a room and what they do: by themselves at the given rates, and what they are told to. Owned by the
 * room's home loop. Costs nothing between two pushes.
 */
final class Crowd {
    /** After a pause longer than this (a frozen process) the crowd owes nothing for the rest of it. */
    private static final double MAX_OWED_SECONDS = 5;

    private final String room;
    private final Content content;
    private final List<Integer> giftIds;
    private Rates rates = Rates.QUIET;
    private List<Occurrence> told = List.of();
    private List<Combo> combos = List.of();
    private @Nullable Counters shown;
    private double owedChats;
    private double owedLikes;
    private double owedGifts;
    private double owedEntries;
    private long superChats;
    private long paidNanos;
    private long sequence;
    private long comboNumber;
    private long acts;

    Crowd(String room, Content content, List<Integer> giftIds) {
        this.room = room;
        this.content = content;
        this.giftIds = giftIds;
    }

    void rates(Rates rates) {
        this.rates = rates;
    }

    void show(Counters counters) {
        shown = counters;
    }

    Counters counters() {
        return shown != null ? shown : content.counters(room, acts);
    }

    void chat(int count, @Nullable String text) {
        for (var i = 0; i < count; i++) {
            told().add(chat(text));
        }
    }

    void like(int count) {
        for (var i = 0; i < count; i++) {
            told().add(new Occurrence.Like(nextViewer()));
        }
    }

    void gift(int giftId, int batchSize, int presses) {
        if (combos.isEmpty()) {
            combos = new ArrayList<>();
        }
        combos.add(new Combo(nextViewer(), giftId, batchSize, presses, ++comboNumber, 0));
    }

    void enter(int count) {
        for (var i = 0; i < count; i++) {
            told().add(new Occurrence.Enter(nextViewer()));
        }
    }

    void superChat(Action.SuperChat wanted) {
        told().add(new Occurrence.SuperChat(
                nextViewer(), ++superChats, wanted.text(), wanted.priceCents(), wanted.shown()));
    }

    void join(int tier, int months) {
        told().add(new Occurrence.Membership(nextViewer(), tier, months));
    }

    /** Nothing happens by itself up to this time. */
    void holdBreath(long nowNanos) {
        paidNanos = nowNanos;
    }

    /** All that happened since the last time, in order: what was told, gifts running on, then what came by itself. */
    List<Occurrence> gather(long nowNanos) {
        var seconds = Math.min((nowNanos - paidNanos) / 1e9, MAX_OWED_SECONDS);
        paidNanos = nowNanos;
        owedChats += rates.chats() * seconds;
        owedLikes += rates.likes() * seconds;
        owedGifts += rates.gifts() * seconds;
        owedEntries += rates.entries() * seconds;
        if (told.isEmpty()
                && combos.isEmpty()
                && owedChats < 1
                && owedLikes < 1
                && owedGifts < 1
                && owedEntries < 1) {
            return List.of();
        }
        var happened = told();
        told = List.of();
        for (; owedGifts >= 1; owedGifts--) {
            var id = giftIds.get(
                    (int) Long.remainderUnsigned(content.hash(room, ++acts), giftIds.size()));
            gift(id, 1, 1);
        }
        pressOn(happened);
        for (; owedEntries >= 1; owedEntries--) {
            happened.add(new Occurrence.Enter(nextViewer()));
        }
        for (; owedLikes >= 1; owedLikes--) {
            happened.add(new Occurrence.Like(nextViewer()));
        }
        for (; owedChats >= 1; owedChats--) {
            happened.add(chat(null));
        }
        return happened;
    }

    private void pressOn(List<Occurrence> happened) {
        if (combos.isEmpty()) {
            return;
        }
        for (var i = 0; i < combos.size(); i++) {
            var combo = combos.get(i).next();
            combos.set(i, combo);
            happened.add(new Occurrence.Gift(
                    combo.from, combo.giftId, combo.batchSize, combo.pressed, combo.number));
        }
        combos.removeIf(combo -> combo.pressed == combo.presses);
        if (combos.isEmpty()) {
            combos = List.of();
        }
    }

    private Occurrence.Chat chat(@Nullable String text) {
        var number = ++sequence;
        var words = text != null ? text : content.words(room, number);
        return new Occurrence.Chat(nextViewer(), number, NumberedText.of(number, words));
    }

    private Viewer nextViewer() {
        return content.viewer(room, ++acts);
    }

    /** Most rooms most of the time were told nothing, and keep no list for it. */
    private List<Occurrence> told() {
        if (told.isEmpty()) {
            told = new ArrayList<>();
        }
        return told;
    }

    private record Combo(
            Viewer from, int giftId, int batchSize, int presses, long number, int pressed) {
        Combo next() {
            return new Combo(from, giftId, batchSize, presses, number, pressed + 1);
        }
    }
}
