package dev.danmaku.platforms.kuaishou.lookup;

import dev.danmaku.platforms.lookup.Json;

import tools.jackson.databind.JsonNode;

import java.util.Optional;

/**
 * The state that a room page carries for its own script: {@code window.__INITIAL_STATE__={...};}. A JavaScript literal, not
 * JSON: a bare {@code undefined} is a value, while inside strings that word, semicolons and braces mean nothing.
 */
final class PageState {
    private static final String NAME = "window.__INITIAL_STATE__";
    private static final String UNDEFINED = "undefined";

    private final String html;
    private final StringBuilder json = new StringBuilder();

    private PageState(String html) {
        this.html = html;
    }

    /** Empty where the page has no state, one that is cut off, or one that cannot be read. */
    static Optional<JsonNode> of(String html) {
        var page = new PageState(html);
        for (var at = html.indexOf(NAME); at >= 0; at = html.indexOf(NAME, at + 1)) {
            var brace = page.assignedBrace(at + NAME.length());
            if (brace >= 0) {
                return page.copyObject(brace) ? Json.parse(page.json.toString()) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Where the object begins that is assigned here; -1 where none is. */
    private int assignedBrace(int from) {
        var at = skipSpace(from);
        if (at >= html.length() || html.charAt(at) != '=') {
            return -1;
        }
        at = skipSpace(at + 1);
        return at < html.length() && html.charAt(at) == '{' ? at : -1;
    }

    private int skipSpace(int from) {
        var at = from;
        while (at < html.length() && Character.isWhitespace(html.charAt(at))) {
            at++;
        }
        return at;
    }

    /** Copies from the brace to the one that closes it, as JSON. False where none does. */
    private boolean copyObject(int brace) {
        var depth = 0;
        for (var at = brace; at < html.length(); ) {
            var c = html.charAt(at);
            if (c == '"') {
                at = copyString(at);
                continue;
            }
            if (c == 'u' && isUndefined(at)) {
                json.append("null");
                at += UNDEFINED.length();
                continue;
            }
            json.append(c);
            at++;
            if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return true;
            }
        }
        return false;
    }

    /** Copies a string with its quotes as it is, and returns where it ended. */
    private int copyString(int quote) {
        var at = quote + 1;
        while (at < html.length() && html.charAt(at) != '"') {
            at += html.charAt(at) == '\\' ? 2 : 1;
        }
        var end = Math.min(at + 1, html.length());
        json.append(html, quote, end);
        return end;
    }

    private boolean isUndefined(int at) {
        var end = at + UNDEFINED.length();
        return html.startsWith(UNDEFINED, at)
                && !Character.isJavaIdentifierPart(html.charAt(at - 1))
                && (end == html.length() || !Character.isJavaIdentifierPart(html.charAt(end)));
    }
}
