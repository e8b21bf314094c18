package dev.danmaku.standalone.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;

import dev.danmaku.room.RoomId;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Somebody who looks at the console: a browser of their own, and all that it complained of. */
final class Visit implements AutoCloseable {
    /** A slow machine's patience, for each thing that is waited for. */
    private static final double PATIENCE_MILLIS = 30_000;

    private static final int MOST_TABS = 60;

    private final BrowserContext context;
    private final Page page;
    private final String url;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    private Visit(BrowserContext context, String url) {
        this.context = context;
        this.url = url;
        this.page = context.newPage();
        page.setDefaultTimeout(PATIENCE_MILLIS);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.type() + ": " + message.text());
            }
        });
        page.onPageError(error -> complaints.add("thrown: " + error));
        page.onDialog(dialog -> {
            complaints.add("a script ran: " + dialog.message());
            dialog.dismiss();
        });
    }

    /** How somebody's browser is set up. */
    record Manner(String language, String theme, int width, int height) {
        static final Manner DESKTOP = new Manner("en", "dark", 1440, 900);
        static final Manner PHONE = new Manner("en", "light", 375, 812);

        Manner in(String otherLanguage, String otherTheme) {
            return new Manner(otherLanguage, otherTheme, width, height);
        }
    }

    static Visit of(Browser browser, String url, Manner manner) {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        var context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(manner.width(), manner.height())
                .setTimezoneId("Asia/Shanghai"));
        context.addInitScript("""
                addEventListener('securitypolicyviolation', (event) =>
                    console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI));
                if (!sessionStorage.getItem('danmaku.begun')) {
                    sessionStorage.setItem('danmaku.begun', '1');
                    localStorage.setItem('danmaku.language', '%s');
                    localStorage.setItem('danmaku.theme', '%s');
                }
                """.formatted(manner.language(), manner.theme()));
        return new Visit(context, url);
    }

    /** @param hash such as {@code #/rooms} */
    Visit go(String hash) {
        page.navigate(url + hash);
        return this;
    }

    /** A room's page. */
    Visit go(RoomId id) {
        return go(hash(id));
    }

    static String hash(RoomId id) {
        return "#/room/%s/%s".formatted(id.platform().label(), id.id());
    }

    Page page() {
        return page;
    }

    Locator find(String selector) {
        return page.locator(selector);
    }

    Locator button(String action) {
        return page.locator("[data-act=" + action + "]");
    }

    /** The last thing that the page said went well. */
    Locator outcome() {
        return find(".toast-good").last();
    }

    /** Presses Tab, as somebody does who has no mouse, until the focus is there. */
    Visit tabTo(String selector) {
        for (var presses = 0; presses < MOST_TABS; presses++) {
            page.keyboard().press("Tab");
            if ((boolean) page.evaluate(
                    "selector => document.activeElement.matches(selector)", selector)) {
                return this;
            }
        }
        throw new AssertionError(selector + " is not reached by " + MOST_TABS + " tabs");
    }

    /** Waits until the page hears the server. */
    Visit awaitLive() {
        find("[data-connection=open]").waitFor();
        return this;
    }

    /** Waits until nothing is a bone any more. */
    Visit awaitDrawn() {
        page.waitForFunction(
                "() => document.querySelector('main h1') && !document.querySelector('.skeleton, .room-row-bones')");
        return this;
    }

    Object run(String script) {
        return page.evaluate(script);
    }

    long number(String script) {
        return ((Number) page.evaluate(script)).longValue();
    }

    String text(String selector) {
        return find(selector).innerText();
    }

    /** Nothing was blocked, thrown or complained of, no text was missing, and nothing sticks out to the right. */
    void assertClean() {
        assertThat(complaints).isEmpty();
        assertThat((List<?>) page.evaluate("() => [...globalThis.danmakuMissingTexts]"))
                .as("texts that are missing")
                .isEmpty();
        assertThat(number("() => document.documentElement.scrollWidth - innerWidth"))
                .as("pixels that stick out to the right of " + page.url())
                .isLessThanOrEqualTo(0);
    }

    /** For a test in which the server goes away on purpose. */
    void forgive() {
        complaints.clear();
    }

    @Override
    public void close() {
        context.close();
    }
}
