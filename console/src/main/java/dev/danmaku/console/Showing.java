package dev.danmaku.console;

import dev.danmaku.console.api.OverviewJson;
import dev.danmaku.console.api.RecordJson;
import dev.danmaku.console.live.Hub;
import dev.danmaku.console.picture.History;
import dev.danmaku.console.picture.Picture;
import dev.danmaku.console.picture.QueuePoll;
import dev.danmaku.console.picture.RateBook;

/** Tells those who listen what a new picture shows. */
record Showing(Hub hub, QueuePoll queues, RateBook rates, History history) {

    void show(Picture picture) {
        if (picture.problem() == null) {
            history.add(new History.Point(
                    picture.at(),
                    OverviewJson.watched(picture),
                    OverviewJson.eventsPerSecond(picture)));
        }
        if (hub.overviewIsHeard()) {
            hub.overview(OverviewJson.line(picture, queues.queues(), rates));
        }
        for (var room : hub.looked()) {
            hub.record(room, RecordJson.line(picture.room(room.platform(), room.id())));
        }
    }
}
