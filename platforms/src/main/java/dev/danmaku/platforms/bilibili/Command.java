package dev.danmaku.platforms.bilibili;

import tools.jackson.databind.JsonNode;

/**
 * One message of a room.
 *
 * @param name without the suffix that some carry after a colon
 * @param root the whole message
 */
record Command(String name, JsonNode root) {

    /** @throws MalformedFrame if the message has no name */
    static Command of(JsonNode json) throws MalformedFrame {
        // Very old ones are wrapped.
        var root = json.path("cmd").isString() ? json : json.path("msg");
        var cmd = Fields.text(root.path("cmd"));
        var colon = cmd.indexOf(':');
        var name = colon < 0 ? cmd : cmd.substring(0, colon);
        if (name.isEmpty()) {
            throw new MalformedFrame("a message without a command");
        }
        return new Command(name, root);
    }

    /** An empty array, or nothing, for some. */
    JsonNode data() {
        return root.path("data");
    }

    /** The platform's id of the message; empty on most. */
    String messageId() {
        return Fields.text(root.path("msg_id"));
    }

    /** Unix milliseconds; 0 where the platform did not say. */
    long sentMillis() {
        return Times.ofEither(Fields.number(root.path("send_time")));
    }
}
