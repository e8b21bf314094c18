package dev.danmaku.console.live;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** Whether what somebody published may be sent on: anybody who reaches Redis may publish anything. */
final class EventLine {
    private static final int MAX_CHARS = 64 * 1024;
    private static final int MAX_DEPTH = 50;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxDocumentLength(MAX_CHARS)
                    .build())
            .build();

    private EventLine() {}

    /** One line with one whole JSON object. */
    static boolean isSound(String text) {
        if (text.length() > MAX_CHARS || text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
            return false;
        }
        try (var parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (JacksonException e) {
            return false;
        }
    }
}
