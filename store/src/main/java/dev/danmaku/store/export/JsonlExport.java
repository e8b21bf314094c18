package dev.danmaku.store.export;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventJson;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.exc.JacksonIOException;

import java.io.IOException;
import java.io.OutputStream;

/** One event a line, as everywhere. */
final class JsonlExport implements ExportWriter {
    private final OutputStream target;
    private final JsonGenerator json;
    private boolean empty = true;

    JsonlExport(OutputStream target) {
        this.target = target;
        this.json = EventJson.generator(target);
    }

    @Override
    public boolean write(Event event) throws IOException {
        try {
            EventJson.write(event, json);
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
        empty = false;
        return true;
    }

    @Override
    public void finish() throws IOException {
        try {
            json.close();
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
        if (!empty) {
            target.write('\n');
        }
    }
}
