package dev.danmaku.standalone.page;

import java.util.List;

/** A room's chart as it is on the screen: what its canvas shows, not what it was given. */
final class Chart {
    private static final String FIND = """
            async (asked) => {
              const echarts = await import('/vendor/echarts/dist/echarts.esm.min.js');
              const chart = echarts.getInstanceByDom(document.querySelector('[data-chart=room]'));
              const canvas = document.querySelector('[data-chart=room] canvas');
              %s
            }""";

    private final Visit visit;

    Chart(Visit visit) {
        this.visit = visit;
        visit.find("[data-chart=room] canvas").first().waitFor();
    }

    private Object ask(String script, Object asked) {
        return visit.page().evaluate(FIND.formatted(script), asked);
    }

    /** A point of a line or bar. @param value null where the line has a hole */
    record Point(long at, Long value) {}

    /** @param series 0 viewers, 1 active users, 2 chats */
    List<Point> points(int series) {
        return ((List<?>) ask("return chart.getOption().series[asked].data;", series))
                .stream()
                        .map(point -> (List<?>) point)
                        .map(point -> new Point(
                                ((Number) point.get(0)).longValue(),
                                point.get(1) == null
                                        ? null
                                        : Long.valueOf(((Number) point.get(1)).longValue())))
                        .toList();
    }

    /** Brings the pointer to a moment, ms since 1970. */
    void pointTo(long at) {
        var x = ((Number) ask(
                        "return canvas.getBoundingClientRect().left + chart.convertToPixel({ xAxisIndex: 0 }, asked);",
                        (double) at))
                .doubleValue();
        var y = ((Number) ask("return canvas.getBoundingClientRect().top;", 0)).doubleValue();
        visit.page().mouse().move(x + 1, y + 150);
        visit.page().mouse().move(x, y + 150);
    }

    /** Every text that is painted now. */
    String painted() {
        return (String) ask("""
                return chart.getZr().storage.getDisplayList(false)
                  .filter((it) => it.type === 'tspan' && !it.invisible && it.style.opacity !== 0)
                  .map((it) => it.style.text).join('\\n');""", 0);
    }

    /** Of the line of viewers: painted dots at a moment, from top to bottom of its field. */
    long lineAt(long at) {
        return ((Number) ask("""
                const probe = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
                probe.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--accent').trim();
                probe.fillRect(0, 0, 1, 1);
                const wanted = probe.getImageData(0, 0, 1, 1).data;
                const scale = canvas.width / canvas.clientWidth;
                const x = Math.round(chart.convertToPixel({ xAxisIndex: 0 }, asked) * scale);
                const copy = Object.assign(document.createElement('canvas'), { width: 1, height: 200 * scale })
                  .getContext('2d', { willReadFrequently: true });
                copy.drawImage(canvas, x, 45 * scale, 1, 200 * scale, 0, 0, 1, 200 * scale);
                const { data } = copy.getImageData(0, 0, 1, 200 * scale);
                let found = 0;
                for (let i = 0; i < data.length; i += 4) {
                  if (Math.hypot(data[i] - wanted[0], data[i + 1] - wanted[1], data[i + 2] - wanted[2]) < 60) found += 1;
                }
                return found;""", (double) at)).longValue();
    }
}
