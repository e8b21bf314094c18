package dev.danmaku.simulator.douyu;

/** HTML. */
final class RoomPage {
    private RoomPage() {}

    /** Says the real room's number in both forms that pages have had. */
    static String of(String realId) {
        return html("斗鱼直播", """
                <a href="/directory">$ROOM</a>
                <script>var $ROOM = {}; $ROOM.room_id = %1$s; $ROOM.owner_uid = %2$d;</script>
                <script>self.__next_f.push([1,"{\\"roomInfo\\":{\\"room_id\\":%1$s,\\"is_set\\":1}}"])</script>
                """.formatted(realId, RoomMessages.streamerId(realId)));
    }

    /** What comes with status 200 in place of JSON, or of a room. */
    static String noJson() {
        return html("提示信息 -斗鱼", "<p>您观看的房间已被关闭，请选择其他直播进行观看哦！</p>");
    }

    static String captcha() {
        return html("验证", "<div id=\"captcha\">请完成安全验证</div>");
    }

    private static String html(String title, String body) {
        return """
                <!DOCTYPE html>
                <html><head><meta charset="utf-8"><title>%s</title></head>
                <body>
                %s
                </body></html>
                """.formatted(title, body);
    }
}
