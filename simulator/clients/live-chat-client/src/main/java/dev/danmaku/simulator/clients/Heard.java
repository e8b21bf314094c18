package dev.danmaku.simulator.clients;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** What a client was told in one room. Written by its event loop, read by anybody. */
final class Heard {
    private static final Pattern NUMBERED = Pattern.compile("#([1-9][0-9]{0,8}) .+");

    private final int wanted;
    private final List<Integer> chats = new ArrayList<>();
    private final CountDownLatch all;
    private int others;

    Heard(int wanted) {
        this.wanted = wanted;
        this.all = new CountDownLatch(wanted);
    }

    /** The site's own lines, such as that someone likes the stream, carry no number: no chats. */
    synchronized void chat(String text) {
        var number = NUMBERED.matcher(text);
        if (number.matches()) {
            chats.add(Integer.parseInt(number.group(1)));
            all.countDown();
        } else {
            others++;
        }
    }

    synchronized void other() {
        others++;
    }

    /** Waits until as many chats came as are wanted, or for so long. */
    void awaitAll(long seconds) throws InterruptedException {
        all.await(seconds, TimeUnit.SECONDS);
    }

    /** Whether the chats are those that were said, all, each once and in order. */
    synchronized boolean exact() {
        return chats.size() == wanted && inOrder() == wanted;
    }

    /** How many chats from the first on are the ones that were said. */
    private int inOrder() {
        var count = 0;
        while (count < chats.size() && chats.get(count) == count + 1) {
            count++;
        }
        return count;
    }

    @Override
    public synchronized String toString() {
        if (exact()) {
            return "heard all %d chats, in order, and %d other things".formatted(wanted, others);
        }
        var good = inOrder();
        return "heard %d chats where %d were said: the first %d in order, then %s"
                .formatted(
                        chats.size(),
                        wanted,
                        good,
                        chats.subList(good, Math.min(good + 3, chats.size())));
    }
}
