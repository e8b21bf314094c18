package dev.danmaku.platforms.bilibili;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.Set;

/** JSON in packets, bounded. */
final class PacketJson {
    /** Messages nest some ten deep. */
    static final int MAX_NESTING = 64;
    /** A token is a byte or more on the wire and a hundred in memory; the longest lists have some thousands. */
    static final int MAX_TOKENS = 200_000;

    private static final JsonMapper MAPPER = new JsonMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_NESTING)
                    .maxTokenCount(MAX_TOKENS)
                    .build())
            .build());

    private PacketJson() {}

    /** Only the fields that are read anywhere. */
    static JsonNode read(Packet packet) throws MalformedFrame {
        try (var json =
                MAPPER.createParser(packet.bytes(), packet.bodyFrom(), packet.bodyLength())) {
            var first = json.nextToken();
            if (first == null) {
                throw new MalformedFrame("json: nothing");
            }
            var tree = UsedTree.read(json, first);
            if (json.nextToken() != null) {
                throw new MalformedFrame("json: more after its end");
            }
            return tree;
        } catch (JacksonException e) {
            throw new MalformedFrame("json: " + e.getOriginalMessage());
        }
    }

    /** JSON that lies in a text of other JSON: only these fields of it, what can be read. */
    static JsonNode fields(String text, Set<String> names) {
        var found = MAPPER.createObjectNode();
        try (var json = MAPPER.createParser(text)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                copy(json, names, found);
            }
        } catch (JacksonException e) {
            return found;
        }
        return found;
    }

    private static void copy(JsonParser json, Set<String> names, ObjectNode found) {
        for (var name = json.nextName(); name != null; name = json.nextName()) {
            var value = json.nextToken();
            if (value.isScalarValue() && names.contains(name)) {
                found.put(name, UsedTree.wellFormed(json.getString()));
            } else {
                json.skipChildren();
            }
        }
    }
}
