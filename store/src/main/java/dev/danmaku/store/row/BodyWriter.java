package dev.danmaku.store.row;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventJson;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonGeneratorDelegate;

import java.io.StringWriter;

/** Writes what of an event is not in columns: the fields of its type as {@link EventJson} writes them, and a few more. */
final class BodyWriter {
    private static final JsonFactory FACTORY = JsonFactory.builder().build();
    private static final String EMPTY = "{}";

    private final StringWriter text = new StringWriter();
    private final JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text);
    private boolean withoutText;
    private boolean withoutUserId;

    BodyWriter without(boolean textOfEvent, boolean idOfUser) {
        withoutText = textOfEvent;
        withoutUserId = idOfUser;
        return this;
    }

    /** Begins the object. */
    BodyWriter write(Event event) {
        json.writeStartObject();
        EventJson.writeBody(event.body(), withoutText || withoutUserId ? new Sparse() : json);
        return this;
    }

    void field(String name, String value) {
        json.writeStringProperty(name, value);
    }

    void field(String name, long value) {
        json.writeNumberProperty(name, value);
    }

    /** The object; null where it has no fields. */
    @Nullable String end() {
        json.writeEndObject();
        json.close();
        var written = text.toString();
        return written.equals(EMPTY) ? null : PlainText.escapeHalves(written);
    }

    /** Passes over what stands in columns. */
    private final class Sparse extends JsonGeneratorDelegate {
        private boolean skipping;

        Sparse() {
            super(json);
        }

        @Override
        public JsonGenerator writeName(String name) {
            skipping = isLeftOut(name);
            return skipping ? this : super.writeName(name);
        }

        @Override
        public JsonGenerator writeString(String value) {
            if (skipping) {
                skipping = false;
                return this;
            }
            return super.writeString(value);
        }

        private boolean isLeftOut(String name) {
            var context = json.streamWriteContext();
            return switch (context.getNestingDepth()) {
                case 1 -> withoutText && name.equals("text");
                case 2 ->
                    withoutUserId
                            && name.equals("id")
                            && "user".equals(context.getParent().currentName());
                default -> false;
            };
        }
    }
}
