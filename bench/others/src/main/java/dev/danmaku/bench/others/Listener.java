package dev.danmaku.bench.others;

import tech.ordinaryroad.live.chat.client.codec.bilibili.msg.DanmuMsgMsg;
import tech.ordinaryroad.live.chat.client.codec.douyu.msg.ChatmsgMsg;
import tech.ordinaryroad.live.chat.client.codec.kuaishou.msg.KuaishouDanmuMsg;
import tech.ordinaryroad.live.chat.client.commons.base.msg.IDanmuMsg;
import tech.ordinaryroad.live.chat.client.kuaishou.listener.IKuaishouMsgListener;
import tech.ordinaryroad.live.chat.client.bilibili.listener.IBilibiliMsgListener;
import tech.ordinaryroad.live.chat.client.douyu.listener.IDouyuMsgListener;

/** Hears chats and looks at what any listener looks at: who, and what. Other messages are decoded for it and not looked at. */
final class Listener {
    private int chats;
    private int chars;
    private String last = "";

    private void hear(IDanmuMsg chat) {
        chats++;
        last = chat.getContent();
        chars += length(chat.getUid()) + length(chat.getUsername()) + length(last);
    }

    private static int length(String text) {
        return text == null ? 0 : text.length();
    }

    int chats() {
        return chats;
    }

    int chars() {
        return chars;
    }

    String last() {
        return last;
    }

    IKuaishouMsgListener kuaishou() {
        return new IKuaishouMsgListener() {
            @Override
            public void onDanmuMsg(KuaishouDanmuMsg chat) {
                hear(chat);
            }
        };
    }

    IDouyuMsgListener douyu() {
        return new IDouyuMsgListener() {
            @Override
            public void onDanmuMsg(ChatmsgMsg chat) {
                hear(chat);
            }
        };
    }

    IBilibiliMsgListener bilibili() {
        return new IBilibiliMsgListener() {
            @Override
            public void onDanmuMsg(DanmuMsgMsg chat) {
                hear(chat);
            }
        };
    }
}
