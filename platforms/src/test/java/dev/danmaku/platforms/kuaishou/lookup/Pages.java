package dev.danmaku.platforms.kuaishou.lookup;

/** Room pages and answers as the site gives them, cut down to what counts. */
final class Pages {
    static final String LIVE = page("""
            {"activeIndex":0,"websocketUrls":[],"token":"","noticeList":[],"playList":[{"liveStream":\
            {"id":"XT8F1KPOf0c","poster":"https:\\u002F\\u002Fcdn\\u002Fp.jpg","url":"https:\\u002F\\u002Fm\\u002Fundefined",\
            "caption":"冲分; 冲}分","expTag":"1_v\\u002F0_unknown0"},\
            "author":{"id":"3xroom","name":"a;b \\"undefined\\" {c","living":false},\
            "gameInfo":{"id":"1001","name":"王者荣耀","watchingCount":"1万+"},\
            "isLiving":true,"authToken":undefined,"websocketInfo":{},"status":{"forbiddenState":1}}],"loading":false}""");
    static final String OFFLINE = page("""
            {"playList":[{"liveStream":{"playUrls":{"h264":{},"hevc":{}},"url":"https://m/undefined",\
            "type":"live","expTag":""},"author":{"id":"3xroom","name":"安"},"gameInfo":{},\
            "isLiving":false,"authToken":undefined,"status":{"forbiddenState":671}}]}""");
    static final String UNKNOWN = error(22, "错误代码22");
    static final String THROTTLED = error(2, "请求过快，请稍后重试");
    static final String SOCKET_INFO = """
            {"data":{"result":1,"token":"dG9r+/==","websocketUrls":\
            ["wss://live-ws-pg-group3.kuaishou.com/websocket","https://no.socket/","wss:// broken"]}}""";
    static final String LIVE_DETAIL = """
            {"data":{"result":1,"liveStream":{"id":"XT8F1KPOf0c","caption":"冲分"},"author":{"name":"安","living":true},\
            "gameInfo":{},"websocketInfo":{"token":"dG9r","webSocketAddresses":["ws://127.0.0.1:1/websocket"]}}}""";

    private Pages() {}

    static String page(String liveroom) {
        return """
                <html><body>window.__INITIAL_STATE__ is not here
                <script>window.__INITIAL_STATE__={"pcConfig":{"x":[undefined,{}]},"liveroom":%s};\
                (function(){var s;(s=document.currentScript||0).parentNode})();</script>
                <script>window.__CAPTCHA_INFO__=[];(function(){})();</script></body></html>""".formatted(liveroom);
    }

    static String error(int type, String title) {
        return page("""
                {"playList":[{"liveStream":{},"author":{},"gameInfo":{},"isLiving":false,\
                "errorType":{"type":%d,"title":"%s","content":"浏览其他内容","url":"/"}}]}""".formatted(type, title));
    }
}
