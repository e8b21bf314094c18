package dev.danmaku.simulator.clients;

import tech.ordinaryroad.live.chat.client.codec.bilibili.constant.ProtoverEnum;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Starts a simulator, joins its rooms one after another and checks what is heard there. */
public final class Join {
    private static final Path DANMAKU = Path.of("../../../danmaku");
    private static final Path ROOMS = Path.of("rooms.yml");
    private static final int CHATS = 100;
    private static final int LIMIT_SECONDS = 20;
    private static final int POLL_MILLIS = 50;

    private final RunningSimulator simulator;

    private Join(RunningSimulator simulator) {
        this.simulator = simulator;
    }

    /** Exit code 0: every chat of every room was heard; 1: not. */
    public static void main(String[] args) throws IOException, InterruptedException {
        var failures = 0;
        try (var simulator = RunningSimulator.start(DANMAKU, ROOMS)) {
            var detour = Detour.install(servers(simulator));
            var join = new Join(simulator);
            var visits = visits(simulator);
            for (var visit : visits) {
                failures += join.heardAll(visit) ? 0 : 1;
            }
            System.out.println("asked by HTTP: " + detour.asked());
            System.out.println(
                    failures == 0
                            ? "live-chat-client heard every chat of %d rooms on 3 platforms"
                                    .formatted(visits.size())
                            : "live-chat-client did not hear every chat: %d of %d rooms failed"
                                    .formatted(failures, visits.size()));
        }
        // The client's event loops would keep the process alive.
        System.exit(failures == 0 ? 0 : 1);
    }

    /** Who answers for the hosts that the client has in its code. */
    private static Map<String, String> servers(RunningSimulator simulator) {
        return Map.of(
                "www.douyu.com", simulator.setting("douyu.web-url"),
                "gift.douyucdn.cn", simulator.setting("douyu.open-api-url"),
                "live.bilibili.com", simulator.setting("bilibili.live-api-url"),
                "api.live.bilibili.com", simulator.setting("bilibili.live-api-url"),
                "api.bilibili.com", simulator.setting("bilibili.api-url"),
                "live.kuaishou.com", simulator.setting("kuaishou.web-url"));
    }

    private static List<Visit> visits(RunningSimulator simulator) {
        var douyu = simulator.setting("douyu.danmu-urls");
        var bilibili = socket(simulator.setting("bilibili.live-api-url"), "/sub");
        var kuaishou = socket(simulator.setting("kuaishou.web-url"), "/websocket");
        return List.of(
                Visits.douyu("9999", douyu),
                Visits.bilibili("8131361", bilibili),
                Visits.bilibili("8131362", bilibili, ProtoverEnum.NORMAL_ZLIB),
                Visits.bilibili("8131363", bilibili, ProtoverEnum.NORMAL_BROTLI),
                Visits.kuaishou("3xothers1", kuaishou, "not packed"),
                Visits.kuaishou("3xothers2", kuaishou, "GZIP"));
    }

    private static String socket(String httpUrl, String path) {
        return httpUrl.replaceFirst("^http", "ws") + path;
    }

    private boolean heardAll(Visit visit) throws IOException, InterruptedException {
        var heard = new Heard(CHATS);
        var client = visit.client().apply(heard);
        try {
            client.connect();
            awaitJoined(visit.room());
            simulator.sayChats(visit.room(), CHATS);
            heard.awaitAll(LIMIT_SECONDS);
            System.out.println("%s (%s): %s".formatted(visit.room(), visit.how(), heard));
            return heard.exact();
        } catch (IOException | RuntimeException e) {
            System.out.println("%s (%s): %s".formatted(visit.room(), visit.how(), e));
            return false;
        } finally {
            client.destroy();
        }
    }

    private void awaitJoined(String room) throws IOException, InterruptedException {
        for (var tries = 0; simulator.joined(room) == 0; tries++) {
            if (tries * POLL_MILLIS > LIMIT_SECONDS * 1_000) {
                throw new IOException(
                        "the client did not join within %d s".formatted(LIMIT_SECONDS));
            }
            Thread.sleep(POLL_MILLIS);
        }
    }
}
