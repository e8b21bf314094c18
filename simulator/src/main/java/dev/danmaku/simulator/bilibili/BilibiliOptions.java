package dev.danmaku.simulator.bilibili;

import dev.danmaku.simulator.room.EntryRefusal;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How the simulated Bilibili behaves when nothing is wrong.
 *
 * @param httpPort port for its look-ups and WebSockets; 0 takes a free one
 * @param tcpPort port for plain TCP; 0 takes a free one
 * @param shortIds real room ids by short ones
 * @param authWithin how long a socket may take to say who it is
 * @param silenceLimit how long a socket may go without a heartbeat; zero is forever
 * @param signatureTolerance how far the time of a signature may be off
 * @param stopListInterval how often every room is told which rooms stopped; zero is never
 * @param entryRefusal what a socket gets that brings a foreign token
 * @param keyRequired whether a socket without a token is closed without a word
 * @param buvidRequired whether a socket without a buvid is told that it joined, and then nothing
 * @param echo what heartbeat replies repeat, on WebSockets
 * @param authReplyVersion 1, or 3 as was reported once; the body is plain either way
 * @param deadHostFirst whether the first host leads to nobody
 * @param socketsPerAddress the most sockets from one address; 0 is no bound
 * @param tooMany what one socket more than that meets
 */
public record BilibiliOptions(
        int httpPort,
        int tcpPort,
        Map<String, String> shortIds,
        Duration authWithin,
        Duration silenceLimit,
        Duration signatureTolerance,
        Duration stopListInterval,
        EntryRefusal entryRefusal,
        boolean keyRequired,
        boolean buvidRequired,
        Echo echo,
        int authReplyVersion,
        boolean deadHostFirst,
        int socketsPerAddress,
        TooMany tooMany) {

    /** What a heartbeat's reply repeats of the heartbeat's body. */
    public enum Echo {
        NONE,
        /** The body, behind the length that the header claims. */
        BEHIND,
        /** The body, counted in. */
        COUNTED
    }

    /** How an address learns that it has too many sockets. */
    public enum TooMany {
        /** A TCP reset in place of a welcome. */
        RESET,
        /** The end of the TCP stream right after the auth; clients call it 1006. */
        CLOSED_AFTER_AUTH,
        /** An auth reply with a code of its own, then the end. */
        AUTH_CODE
    }

    public BilibiliOptions {
        shortIds = Map.copyOf(shortIds);
        if (!authWithin.isPositive() || silenceLimit.isNegative()) {
            throw new IllegalArgumentException("auth and heartbeats need time");
        }
        if (socketsPerAddress < 0) {
            throw new IllegalArgumentException("a bound of sockets cannot be " + socketsPerAddress);
        }
    }

    /** Free ports, the real site's intervals, and the oldest short id. */
    public static BilibiliOptions defaults() {
        return new BilibiliOptions(
                0,
                0,
                Map.of("1", "5440"),
                Duration.ofSeconds(5),
                Duration.ofSeconds(70),
                Duration.ofMinutes(5),
                Duration.ofSeconds(30),
                EntryRefusal.ERROR,
                true,
                false,
                Echo.BEHIND,
                1,
                false,
                0,
                TooMany.RESET);
    }

    public BilibiliOptions withPorts(int http, int tcp) {
        return with(draft -> {
            draft.httpPort = http;
            draft.tcpPort = tcp;
        });
    }

    public BilibiliOptions withShortIds(Map<String, String> shortIds) {
        return with(draft -> draft.shortIds = shortIds);
    }

    public BilibiliOptions withAuth(Duration within, EntryRefusal refusal) {
        return with(draft -> {
            draft.authWithin = within;
            draft.entryRefusal = refusal;
        });
    }

    public BilibiliOptions withSilenceLimit(Duration silenceLimit) {
        return with(draft -> draft.silenceLimit = silenceLimit);
    }

    public BilibiliOptions withStopListInterval(Duration stopListInterval) {
        return with(draft -> draft.stopListInterval = stopListInterval);
    }

    public BilibiliOptions withRequired(boolean keyRequired, boolean buvidRequired) {
        return with(draft -> {
            draft.keyRequired = keyRequired;
            draft.buvidRequired = buvidRequired;
        });
    }

    public BilibiliOptions withReplies(Echo echo, int authReplyVersion) {
        return with(draft -> {
            draft.echo = echo;
            draft.authReplyVersion = authReplyVersion;
        });
    }

    public BilibiliOptions withDeadHostFirst() {
        return with(draft -> draft.deadHostFirst = true);
    }

    public BilibiliOptions withSocketsPerAddress(int socketsPerAddress, TooMany tooMany) {
        return with(draft -> {
            draft.socketsPerAddress = socketsPerAddress;
            draft.tooMany = tooMany;
        });
    }

    private BilibiliOptions with(Consumer<Draft> change) {
        var draft = new Draft(this);
        change.accept(draft);
        return draft.options();
    }

    /** The components, while one of them changes. */
    private static final class Draft {
        private int httpPort;
        private int tcpPort;
        private Map<String, String> shortIds;
        private Duration authWithin;
        private Duration silenceLimit;
        private Duration signatureTolerance;
        private Duration stopListInterval;
        private EntryRefusal entryRefusal;
        private boolean keyRequired;
        private boolean buvidRequired;
        private Echo echo;
        private int authReplyVersion;
        private boolean deadHostFirst;
        private int socketsPerAddress;
        private TooMany tooMany;

        private Draft(BilibiliOptions from) {
            httpPort = from.httpPort;
            tcpPort = from.tcpPort;
            shortIds = from.shortIds;
            authWithin = from.authWithin;
            silenceLimit = from.silenceLimit;
            signatureTolerance = from.signatureTolerance;
            stopListInterval = from.stopListInterval;
            entryRefusal = from.entryRefusal;
            keyRequired = from.keyRequired;
            buvidRequired = from.buvidRequired;
            echo = from.echo;
            authReplyVersion = from.authReplyVersion;
            deadHostFirst = from.deadHostFirst;
            socketsPerAddress = from.socketsPerAddress;
            tooMany = from.tooMany;
        }

        private BilibiliOptions options() {
            return new BilibiliOptions(
                    httpPort,
                    tcpPort,
                    shortIds,
                    authWithin,
                    silenceLimit,
                    signatureTolerance,
                    stopListInterval,
                    entryRefusal,
                    keyRequired,
                    buvidRequired,
                    echo,
                    authReplyVersion,
                    deadHostFirst,
                    socketsPerAddress,
                    tooMany);
        }
    }
}
