package dev.danmaku.platforms.kuaishou;

import dev.danmaku.event.EventBody;
import dev.danmaku.event.EventBody.Chat;
import dev.danmaku.event.EventBody.Emote;
import dev.danmaku.event.EventBody.Notice;
import dev.danmaku.event.User;
import dev.danmaku.platforms.kuaishou.wire.CommentIconSegment;
import dev.danmaku.platforms.kuaishou.wire.CommentRichTextMessage;
import dev.danmaku.platforms.kuaishou.wire.SCCommentZoneRichText;

import org.jspecify.annotations.Nullable;

/**
 * Rich text comments: pieces of text, icons, gifts and pictures in a row. They name their writer by number only; those without
 * a writer are the platform's own.
 */
final class RichTextEvents {

    void add(SCCommentZoneRichText comments, FrameEvents events) {
        for (var i = 0; i < comments.getMessageCount(); i++) {
            var comment = comments.getMessage(i);
            var text = text(comment);
            var emote = picture(comment);
            if (!text.isEmpty() || emote != null) {
                var who = Long.toUnsignedString(comment.getUserId());
                var time = comment.getServerTimestamp();
                var key = events.key("rich-text", comment.getId(), time, who, text, i);
                events.add(key, time, body(comment, text, emote));
            }
        }
    }

    private static EventBody body(
            CommentRichTextMessage comment, String text, @Nullable Emote emote) {
        if (comment.getUserId() == 0) {
            return new Notice(text);
        }
        var writer = User.of(Long.toUnsignedString(comment.getUserId()), null);
        return new Chat(writer, text, null, emote, null);
    }

    private static String text(CommentRichTextMessage comment) {
        var text = new StringBuilder();
        for (var segment : comment.getSegmentList()) {
            text.append(segment.getText().getText());
            if (segment.hasIcon()) {
                text.append(icon(segment.getIcon()));
            }
            if (segment.hasGift()) {
                text.append("[gift ")
                        .append(Integer.toUnsignedString(segment.getGift().getGiftId()))
                        .append(']');
            }
        }
        return text.toString();
    }

    private static String icon(CommentIconSegment icon) {
        if (!icon.getText().isEmpty()) {
            return icon.getText();
        }
        return icon.getIconName().isEmpty() ? "" : "[" + icon.getIconName() + "]";
    }

    private static @Nullable Emote picture(CommentRichTextMessage comment) {
        for (var segment : comment.getSegmentList()) {
            for (var url : segment.getImage().getUrlList()) {
                if (!url.getUrl().isEmpty()) {
                    return new Emote(null, url.getUrl());
                }
            }
        }
        return null;
    }
}
