package dev.danmaku.platforms.bilibili;

import static java.nio.charset.StandardCharsets.UTF_8;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.Set;

/**
 * Builds the tree of a message without the fields that nobody reads: most of it is what the site's page needs to paint a name, and a
 * node costs more than its bytes. The parser bounds the nesting, and so the recursion here.
 */
final class UsedTree {
    /** Every name that is read anywhere in this package. */
    private static final Set<String> USED = Set.of(
            // of every message
            "cmd",
            "code",
            "data",
            "msg",
            "msg_id",
            "send_time",
            // chats
            "base",
            "ct",
            "dm_v2",
            "emoticon_unique",
            "extra",
            "face",
            "info",
            "ts",
            "url",
            "user",
            // people
            "fans_medal",
            "guard_level",
            "is_admin",
            "isadmin",
            "manager",
            "medal_info",
            "medal_level",
            "medal_name",
            "msg_type",
            "name",
            "pb",
            "privilege_type",
            "timestamp",
            "trigger_time",
            "uid",
            "uinfo",
            "uname",
            "user_info",
            "user_level",
            "username",
            "wealth_level",
            // gifts, guards and super chats
            "batch_combo_id",
            "batch_combo_num",
            "batch_combo_send",
            "coin_type",
            "combo_num",
            "combo_send",
            "combo_total_coin",
            "giftId",
            "giftName",
            "guard_info",
            "id",
            "ids",
            "message",
            "num",
            "option",
            "pay_info",
            "price",
            "rnd",
            "sender_uinfo",
            "source",
            "start_time",
            "tid",
            "time",
            "total_coin",
            "unit",
            // counters
            "click_count",
            "count",
            "list",
            "online_count",
            "online_list",
            "rank_type",
            "score",
            // the room
            "area_name",
            "expire",
            "live_key",
            "live_time",
            "msg_common",
            "msg_self",
            "msg_text",
            "notice_msg",
            "room_id_list",
            "round",
            "second",
            "sub_session_key",
            "title");

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private UsedTree() {}

    /**
     * @param token the parser's current one
     * @throws tools.jackson.core.JacksonException if the rest is no JSON
     */
    static JsonNode read(JsonParser json, JsonToken token) {
        return switch (token) {
            case START_OBJECT -> object(json);
            case START_ARRAY -> array(json);
            case VALUE_STRING -> NODES.stringNode(wellFormed(json.getString()));
            case VALUE_NUMBER_INT -> integer(json);
            case VALUE_NUMBER_FLOAT -> NODES.numberNode(json.getDoubleValue());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            default -> NODES.nullNode();
        };
    }

    /** Without halves of a character: a stranger may escape one alone, and most readers of our events would refuse it. */
    static String wellFormed(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return new String(text.getBytes(UTF_8), UTF_8);
            }
        }
        return text;
    }

    private static ObjectNode object(JsonParser json) {
        var object = NODES.objectNode();
        for (var name = json.nextName(); name != null; name = json.nextName()) {
            var token = json.nextToken();
            if (USED.contains(name)) {
                object.set(name, read(json, token));
            } else {
                json.skipChildren();
            }
        }
        return object;
    }

    private static ArrayNode array(JsonParser json) {
        var array = NODES.arrayNode();
        for (var token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            array.add(read(json, token));
        }
        return array;
    }

    /** No number of the wire is longer than a long. */
    private static JsonNode integer(JsonParser json) {
        return switch (json.getNumberType()) {
            case INT -> NODES.numberNode(json.getIntValue());
            case LONG -> NODES.numberNode(json.getLongValue());
            default -> NODES.nullNode();
        };
    }
}
