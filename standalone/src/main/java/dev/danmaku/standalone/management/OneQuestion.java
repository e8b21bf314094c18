package dev.danmaku.standalone.management;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection: its first question is answered, then it ends. */
final class OneQuestion extends SimpleChannelInboundHandler<HttpObject> {
    private static final Logger LOG = LoggerFactory.getLogger(OneQuestion.class);
    private static final String PLAIN = "text/plain; charset=utf-8";
    private static final String JSON = "application/json";

    private final Health health;
    private final Numbers numbers;
    private boolean answered;

    private record Reply(HttpResponseStatus status, String type, String body) {}

    OneQuestion(Health health, Numbers numbers) {
        this.health = health;
        this.numbers = numbers;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
        if (answered || !(message instanceof HttpRequest request)) {
            return;
        }
        answered = true;
        var reply = reply(request);
        var body = reply.body.getBytes(UTF_8);
        var response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                reply.status,
                request.method().equals(HttpMethod.HEAD)
                        ? Unpooled.EMPTY_BUFFER
                        : Unpooled.wrappedBuffer(body));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, reply.type)
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        if (reply.status.equals(HttpResponseStatus.METHOD_NOT_ALLOWED)) {
            response.headers().set(HttpHeaderNames.ALLOW, "GET, HEAD");
        }
        context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    private Reply reply(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return new Reply(HttpResponseStatus.BAD_REQUEST, PLAIN, "not HTTP, or too long\n");
        }
        if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            return new Reply(HttpResponseStatus.METHOD_NOT_ALLOWED, PLAIN, "GET or HEAD\n");
        }
        var uri = request.uri();
        var query = uri.indexOf('?');
        try {
            return answer(query < 0 ? uri : uri.substring(0, query));
        } catch (RuntimeException e) {
            LOG.warn("{} could not be answered: this is a bug", uri, e);
            return new Reply(HttpResponseStatus.INTERNAL_SERVER_ERROR, PLAIN, "failed\n");
        }
    }

    private Reply answer(String path) {
        return switch (path) {
            case "/metrics" ->
                new Reply(HttpResponseStatus.OK, Numbers.CONTENT_TYPE, numbers.text());
            case "/health/live" -> verdict(health.live());
            case "/health/ready" -> verdict(health.ready());
            case "/health" ->
                new Reply(status(health.live() && health.ready()), JSON, health.json());
            default ->
                new Reply(
                        HttpResponseStatus.NOT_FOUND,
                        PLAIN,
                        "/metrics /health /health/live /health/ready\n");
        };
    }

    private Reply verdict(boolean good) {
        return new Reply(status(good), JSON, health.json());
    }

    private static HttpResponseStatus status(boolean good) {
        return good ? HttpResponseStatus.OK : HttpResponseStatus.SERVICE_UNAVAILABLE;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("a connection broke", cause);
        context.close();
    }
}
