package dev.danmaku.store.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody.Chat;
import dev.danmaku.event.EventBody.Gift;
import dev.danmaku.event.EventBody.Membership;
import dev.danmaku.event.EventBody.SuperChat;
import dev.danmaku.event.User;

import org.jspecify.annotations.Nullable;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The file that Bilibili gives its own player, as its live recorders write it.
 *
 * <pre>
 *   &lt;d p="time,mode,size,color,ctime,pool,user,row" user="name"&gt;text&lt;/d&gt;
 *   &lt;sc ts= user= uid= price= time=&gt;text&lt;/sc&gt;    &lt;gift ts= user= uid= giftname= giftcount=/&gt;    &lt;guard ts= user= uid= level= count=/&gt;
 * </pre>
 *
 * time and ts are seconds into the recording, mode 1 (from right to left), color a decimal number, ctime Unix seconds. A price is in
 * yuan, or in the platform's coins, then its attribute {@code unit} names them.
 */
final class XmlExport implements ExportWriter {
    private static final int BUFFER_CHARS = 1 << 15;
    private static final long MILLIS = 1000;
    private static final int WHITE = 0xffffff;
    private static final Pattern COLOR = Pattern.compile("#[0-9a-fA-F]{6}");
    private static final Pattern PLAIN_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Map<String, Integer> GUARD_LEVELS = Map.of("总督", 1, "提督", 2, "舰长", 3);

    private final Writer text;
    private final XMLStreamWriter xml;
    private Recording recording;
    private long row;

    XmlExport(OutputStream target, Recording recording) throws IOException {
        this.recording = recording;
        text = new BufferedWriter(new OutputStreamWriter(target, UTF_8), BUFFER_CHARS);
        try {
            xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            begin();
        } catch (XMLStreamException e) {
            throw failure(e);
        }
    }

    private void begin() throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        lineEnd();
        xml.writeStartElement("i");
        var id = recording.room().matches("[0-9]{1,19}") ? recording.room() : "0";
        var head = List.of(
                List.of("chatserver", "chat.bilibili.com"),
                List.of("chatid", id),
                List.of("mission", "0"),
                List.of("maxlimit", "1000"),
                List.of("state", "0"),
                List.of("real_name", "0"),
                List.of("source", "k-v"));
        for (var element : head) {
            lineEnd();
            xml.writeStartElement(element.getFirst());
            xml.writeCharacters(element.getLast());
            xml.writeEndElement();
        }
        lineEnd();
    }

    @Override
    public boolean write(Event event) throws IOException {
        recording = recording.begunBy(event);
        var millis = recording.millis(event);
        if (millis < 0) {
            return false;
        }
        try {
            var written = switch (event.body()) {
                case Chat chat -> write(event, millis, chat);
                case SuperChat superChat -> write(millis, superChat);
                case Gift gift -> write(millis, gift);
                case Membership membership -> write(millis, membership);
                default -> false;
            };
            if (written) {
                xml.writeEndElement();
                lineEnd();
            }
            return written;
        } catch (XMLStreamException e) {
            throw failure(e);
        }
    }

    private boolean write(Event event, long millis, Chat chat) throws XMLStreamException {
        xml.writeStartElement("d");
        xml.writeAttribute(
                "p",
                "%s,1,25,%d,%d,0,%s,%d"
                        .formatted(
                                seconds(millis),
                                color(chat.color()),
                                event.at() / MILLIS,
                                id(chat.user()),
                                ++row));
        attribute("user", chat.user().name());
        characters(chat.text());
        return true;
    }

    private boolean write(long millis, SuperChat superChat) throws XMLStreamException {
        begin("sc", millis, superChat.user());
        attribute("price", Money.amount(superChat.price()));
        if (!Money.isYuan(superChat.price())) {
            attribute("unit", superChat.price().unit());
        }
        attribute("time", String.valueOf(Objects.requireNonNullElse(superChat.seconds(), 0L)));
        characters(superChat.text());
        return true;
    }

    private boolean write(long millis, Gift gift) throws XMLStreamException {
        begin("gift", millis, gift.user());
        attribute("giftname", gift.name() == null ? gift.id() : gift.name());
        attribute("giftcount", String.valueOf(gift.count()));
        return true;
    }

    private boolean write(long millis, Membership membership) throws XMLStreamException {
        begin("guard", millis, membership.user());
        var tier = Objects.requireNonNullElse(membership.tier(), "");
        attribute("level", String.valueOf(GUARD_LEVELS.getOrDefault(tier, 0)));
        attribute("count", String.valueOf(Objects.requireNonNullElse(membership.months(), 1)));
        if (!GUARD_LEVELS.containsKey(tier)) {
            attribute("tier", tier);
        }
        return true;
    }

    private void begin(String element, long millis, User user) throws XMLStreamException {
        xml.writeStartElement(element);
        attribute("ts", seconds(millis));
        attribute("user", user.name());
        attribute("uid", id(user));
    }

    private void attribute(String name, @Nullable String value) throws XMLStreamException {
        xml.writeAttribute(name, value == null ? "" : CleanText.xmlAttribute(value));
    }

    /** A return that is not escaped would be read as a line end. */
    private void characters(String said) throws XMLStreamException {
        var parts = CleanText.xml(said).split("\r", -1);
        for (var i = 0; i < parts.length; i++) {
            if (i > 0) {
                xml.writeEntityRef("#13");
            }
            xml.writeCharacters(parts[i]);
        }
    }

    private void lineEnd() throws XMLStreamException {
        xml.writeCharacters("\n");
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%d.%03d", millis / MILLIS, millis % MILLIS);
    }

    /** A decimal number; white where there is none, or none that is one. */
    static int color(@Nullable String color) {
        return color != null && COLOR.matcher(color).matches()
                ? Integer.parseInt(color.substring(1), 16)
                : WHITE;
    }

    /** It stands between commas. */
    private static String id(User user) {
        var id = Objects.requireNonNullElse(user.id(), "");
        return PLAIN_ID.matcher(id).matches() ? id : "0";
    }

    @Override
    public void finish() throws IOException {
        try {
            xml.writeEndElement();
            xml.writeEndDocument();
            lineEnd();
            xml.flush();
        } catch (XMLStreamException e) {
            throw failure(e);
        }
        text.flush();
    }

    private static IOException failure(XMLStreamException e) {
        return e.getNestedException() instanceof IOException io ? io : new IOException(e);
    }
}
