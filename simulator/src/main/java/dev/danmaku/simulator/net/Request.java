package dev.danmaku.simulator.net;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.QueryStringDecoder;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * An HTTP request as a site needs it.
 *
 * @param host what the client called the server, port included; the right name to point it back here
 */
public record Request(
        String method, String path, Map<String, List<String>> query, String host, String body) {

    static Request of(FullHttpRequest http, String ownAddress) {
        var uri = new QueryStringDecoder(http.uri());
        var host = http.headers().get(HttpHeaderNames.HOST, ownAddress);
        return new Request(
                http.method().name(),
                uri.path(),
                uri.parameters(),
                host,
                http.content().toString(StandardCharsets.UTF_8));
    }

    /** The parameter's first value, or an empty text. */
    public String param(String name) {
        var values = query.getOrDefault(name, List.of());
        return values.isEmpty() ? "" : values.getFirst();
    }
}
