package dev.danmaku.console.api;

import dev.danmaku.console.web.Answer;
import dev.danmaku.console.web.Call;
import dev.danmaku.console.web.Problem;
import dev.danmaku.console.web.Route;
import dev.danmaku.console.web.Routes;
import dev.danmaku.room.RoomId;
import dev.danmaku.store.EventQuery;
import dev.danmaku.store.StoreFailure;
import dev.danmaku.store.export.ExportFormat;
import dev.danmaku.store.export.Recording;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** A room's events as a file, written while it is read. */
public final class ExportsApi {
    private static final Logger LOG = LoggerFactory.getLogger(ExportsApi.class);
    /** Each holds a thread and a connection to the store. */
    private static final int AT_ONCE = 2;

    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Map<ExportFormat, String> TYPES = Map.of(
            ExportFormat.JSONL, "application/x-ndjson",
            ExportFormat.CSV, "text/csv; charset=utf-8",
            ExportFormat.XML, "application/xml",
            ExportFormat.ASS, "text/plain; charset=utf-8");

    private final StoreDoor store;
    private final Semaphore places = new Semaphore(AT_ONCE);

    public ExportsApi(StoreDoor store) {
        this.store = store;
    }

    public void addTo(Routes routes) {
        routes.add(Route.get(
                "/api/v1/rooms/{platform}/{room}/export", Route.Work.STORE, this::export));
    }

    private Answer export(Call call) {
        var room = call.room();
        var named = call.text("format");
        var format = ExportFormat.find(named == null ? "jsonl" : named)
                .orElseThrow(() -> Problem.bad("'format' is one of jsonl, csv, xml, ass"));
        var to = call.number("to", 0, Long.MAX_VALUE / 2, Long.MAX_VALUE / 2);
        var from = call.number("from", 0, 0, to);
        // what is wrong with the store is told before the file begins
        var _ = store.ask(reader ->
                reader.page(EventQuery.between(from, Math.min(to, from + 1)).in(room), null, 1));
        if (!places.tryAcquire()) {
            throw Problem.busy("%d exports run already".formatted(AT_ONCE));
        }
        var flow = new ExportFlow();
        Thread.ofPlatform()
                .name("console-export")
                .daemon()
                .start(() -> write(flow, format, room, from, to));
        return new Answer.Flowing(
                TYPES.getOrDefault(format, "application/octet-stream"),
                Map.of(
                        "Content-Disposition",
                        "attachment; filename=\"%s-%s.%s\""
                                .formatted(room.platform().label(), room.id(), format.label())),
                flow);
    }

    private void write(ExportFlow flow, ExportFormat format, RoomId room, long from, long to) {
        try {
            store.ask(LONGEST, reader -> {
                var query = EventQuery.between(from, to)
                        .in(room)
                        .types(format.types().toArray(String[]::new));
                try (var events = reader.stream(query)) {
                    var writer =
                            format.open(flow, new Recording(room.platform(), room.id(), null, 0));
                    while (events.hasNext()) {
                        writer.write(events.next());
                    }
                    writer.finish();
                    flow.finish();
                    return true;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (Problem | StoreFailure e) {
            LOG.warn("an export of {} broke off: {}", room, e.getMessage());
            flow.drop();
        } catch (UncheckedIOException e) {
            LOG.debug("an export of {} broke off: {}", room, e.getMessage());
        } finally {
            places.release();
        }
    }
}
