import { dom } from '../lib.js';

const { svg, path } = dom;
const STROKES = {
  wall: 'M3 3h6v6H3zM11 3h6v6h-6zM3 11h6v6H3zM11 11h6v6h-6z',
  rooms: 'M3 5h14M3 10h14M3 15h14',
  search: 'M9 15A6 6 0 1 0 9 3a6 6 0 0 0 0 12zM13.5 13.5 17 17',
  workers: 'M4 4h12v5H4zM4 11h12v5H4zM7 6.5h.01M7 13.5h.01',
  failures: 'M10 3 2.5 16.5h15zM10 8.5v3.5M10 14.3h.01',
  protocol: 'M2.5 10h3.5l2-5.5 4 11 2-5.5h3.5',
  add: 'M10 4v12M4 10h12',
  close: 'M5 5l10 10M15 5 5 15',
  menu: 'M3 5.5h14M3 10h14M3 14.5h14',
  sun: 'M10 13.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18M4.3 4.3l1.1 1.1M14.6 14.6l1.1 1.1M4.3 15.7l1.1-1.1M14.6 5.4l1.1-1.1',
  moon: 'M16.5 11.8A7 7 0 0 1 8.2 3.5a7 7 0 1 0 8.3 8.3z',
  pause: 'M7 4.5v11M13 4.5v11',
  play: 'M6.5 4.5 15.5 10l-9 5.5z',
  retry: 'M16 10a6 6 0 1 1-1.8-4.3M16 3v3.5h-3.5',
  move: 'M3 7h12l-3-3M17 13H5l3 3',
  remove: 'M4 6h12M8 6V4h4v2M6 6l.7 10h6.6L14 6',
  back: 'M12 4 6 10l6 6',
  download: 'M10 3v9M6.5 9 10 12.5 13.5 9M4 16h12',
  external: 'M8 5H4.5v10.5H15V12M11 4h5v5M16 4l-7 7',
  exit: 'M8 4H4v12h4M12 6.5 15.5 10 12 13.5M15 10H7.5',
  up: 'M5 12l5-5 5 5',
  down: 'M5 8l5 5 5-5',
  check: 'M4 10.5l4 4 8-9',
  gift: 'M3.5 8h13v3h-13zM5 11v5.5h10V11M10 8v8.5M10 8C8 8 6 7 6.5 5.200 7.300 3.500 9.500 5 10 8zM10 8c2 0 4-1 3.500-2.800C12.700 3.500 10.500 5 10 8z',
  report: 'M5 2.500h7L15.500 6v11.500H5zM8 13.500V11M10.300 13.500V8.500M12.600 13.500V10',
};

/** Decoration: the text beside it, or the button's label, says what it means. */
export const Icon = ({ name }) =>
  svg({ class: 'icon', viewBox: '0 0 20 20', 'aria-hidden': 'true', focusable: 'false' }, path({ d: STROKES[name] }));
