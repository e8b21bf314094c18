// ECharts, loaded when the first chart is shown. Its tooltips are drawn on the canvas: markup of its own the page's policy refuses.
import { dom, h, useEffect, useRef, useState } from '../lib.js';
import { useCell } from '../cell.js';
import { t } from '../i18n.js';
import { theme } from '../theme.js';
import { Skeleton, Trouble } from './parts.js';

let loading = null;
const load = () => {
  loading ??= import('/vendor/echarts/dist/echarts.esm.min.js').catch((failure) => {
    loading = null;
    throw failure;
  });
  return loading;
};

/** @param option (colours) -> what ECharts shows; asked again when `version` or the theme changes */
export function Chart({ option, version, height, label, name }) {
  const ref = useRef(null);
  const chart = useRef(null);
  const pointer = useRef(null);
  const fresh = useRef(false);
  const look = useCell(theme);
  const [library, setLibrary] = useState(null);
  const [failed, setFailed] = useState(false);
  const ask = () => load().then((it) => { setFailed(false); setLibrary(() => it); }, () => setFailed(true));
  useEffect(() => { ask(); }, []);

  useEffect(() => {
    if (!library) return undefined;
    const mine = library.init(ref.current, null, { renderer: 'canvas' });
    chart.current = mine;
    mine.getZr().on('mousemove', (event) => { pointer.current = { x: event.offsetX, y: event.offsetY }; });
    mine.getZr().on('globalout', () => { pointer.current = null; });
    // a new picture has no tooltip: who reads it keeps it
    mine.on('rendered', () => {
      if (!fresh.current) return;
      fresh.current = false;
      if (pointer.current) mine.dispatchAction({ type: 'showTip', ...pointer.current });
    });
    const watcher = new ResizeObserver(() => mine.resize());
    watcher.observe(ref.current);
    return () => {
      watcher.disconnect();
      mine.dispose();
    };
  }, [library]);
  useEffect(() => {
    if (!chart.current) return;
    fresh.current = true;
    chart.current.setOption(option(palette()), { notMerge: true, lazyUpdate: true });
  }, [library, version, look]);

  if (failed) return h(Trouble, { problem: { detail: t('chart.failed') }, onRetry: ask });
  return dom.div({ class: 'chart-box', style: { height: `${height}px` } },
    !library && h(Skeleton, { lines: 4 }),
    dom.div({ ref, class: 'chart', role: 'img', 'aria-label': label, 'data-chart': name, style: { height: `${height}px` } }));
}

function palette() {
  const style = getComputedStyle(document.documentElement);
  const of = (name) => style.getPropertyValue(`--${name}`).trim();
  return {
    text: of('text'), muted: of('muted'), faint: of('faint'), line: of('line'), surface: of('surface-2'), accent: of('accent'),
    second: of('second'), bars: of('bars'), gift: of('gift'), gap: of('gap'), font: getComputedStyle(document.body).fontFamily,
  };
}
