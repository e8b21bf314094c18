// All rooms at a glance: a square each. Its colour is the room's state, its size and brightness the rate of its chat.
import { dom, h, useEffect, useLayoutEffect, useMemo, useRef, useState } from '../lib.js';
import { useCell } from '../cell.js';
import { count } from '../format.js';
import { t } from '../i18n.js';
import { go, to } from '../router.js';
import { platformName, stateColours, stateName } from '../states.js';
import { theme } from '../theme.js';
import { surface } from '../ui/spark.js';

const { canvas, div, span } = dom;
const BIGGEST = 20;
const SMALLEST = 4;
const MOST_HIGH = 460;
const LABEL = 22;
const GAP = 10;

/** Sections of one platform each, in cells as large as fit. */
function layOut(grid, width) {
  const of = grid.platforms.map(() => []);
  grid.rooms.forEach((room) => of[room[0]]?.push(room));
  const sections = of.map((rooms, index) => ({ platform: grid.platforms[index], rooms })).filter((one) => one.rooms.length);
  const heightAt = (size) => sections.reduce((sum, one) => sum + LABEL + Math.ceil(one.rooms.length / Math.max(1, Math.floor(width / size))) * size + GAP, 0);
  let size = BIGGEST;
  while (size > SMALLEST && heightAt(size) > MOST_HIGH) size -= 1;
  const columns = Math.max(1, Math.floor(width / size));
  let top = 0;
  sections.forEach((one) => {
    one.top = top + LABEL;
    one.lines = Math.ceil(one.rooms.length / columns);
    top = one.top + one.lines * size + GAP;
  });
  return { sections, size, columns, height: Math.max(0, top - GAP), width };
}

const roomAt = ({ sections, size, columns }, x, y) => {
  const section = sections.find((one) => y >= one.top && y < one.top + one.lines * size);
  const column = Math.floor(x / size);
  if (!section || column >= columns || column < 0) return null;
  const index = Math.floor((y - section.top) / size) * columns + column;
  return index < section.rooms.length ? { section, index } : null;
};

/** 0 to 1: a room with 300 chats a minute is as bright as it gets. */
const heat = (chatsPerMinute) => Math.min(1, Math.log1p(Math.max(0, chatsPerMinute)) / Math.log(301));

function draw(element, laid, grid, marked) {
  const pen = surface(element, laid.width, laid.height);
  const style = getComputedStyle(element);
  const colour = stateColours();
  const { size } = laid;
  const space = size > 8 ? 2 : 1;
  pen.font = `600 11px ${style.fontFamily}`;
  pen.textBaseline = 'alphabetic';
  for (const { platform, rooms, top } of laid.sections) {
    pen.globalAlpha = 1;
    pen.fillStyle = style.getPropertyValue('--muted');
    pen.fillText(`${platformName(platform)}  ${count(rooms.length)}`, 0, top - 7);
    rooms.forEach((room, index) => {
      const state = grid.states[room[2]];
      const x = (index % laid.columns) * size;
      const y = top + Math.floor(index / laid.columns) * size;
      const full = size - space;
      const warm = state === 'watching' || state === 'handing-over' ? heat(room[3]) : 1;
      pen.fillStyle = colour(state);
      pen.globalAlpha = 0.2;
      pen.fillRect(x, y, full, full);
      const side = full * (0.42 + 0.58 * warm);
      pen.globalAlpha = 0.45 + 0.55 * warm;
      if (state === 'paused' || state === 'wanted') {
        // Hollow: nobody is there, and nobody is supposed to be, or not yet.
        pen.globalAlpha = 1;
        pen.strokeStyle = colour(state);
        pen.lineWidth = size > 8 ? 1.5 : 1;
        pen.strokeRect(x + 1, y + 1, full - 2, full - 2);
      } else {
        pen.fillRect(x + (full - side) / 2, y + (full - side) / 2, side, side);
      }
      if (state === 'parked' && size > 8) {
        pen.globalAlpha = 1;
        pen.strokeStyle = style.getPropertyValue('--surface');
        pen.lineWidth = 1.5;
        pen.beginPath();
        pen.moveTo(x + 3, y + full - 3);
        pen.lineTo(x + full - 3, y + 3);
        pen.stroke();
      }
    });
  }
  pen.globalAlpha = 1;
  if (marked) {
    const x = (marked.index % laid.columns) * size;
    const y = marked.section.top + Math.floor(marked.index / laid.columns) * size;
    pen.strokeStyle = style.getPropertyValue('--text');
    pen.lineWidth = 2;
    pen.strokeRect(x - 1, y - 1, size - space + 2, size - space + 2);
  }
}

export function RoomGrid({ grid }) {
  const ref = useRef(null);
  const box = useRef(null);
  const look = useCell(theme);
  const [width, setWidth] = useState(0);
  const [marked, setMarked] = useState(null);

  useLayoutEffect(() => {
    setWidth(box.current.clientWidth);
    const watcher = new ResizeObserver(() => box.current && setWidth(box.current.clientWidth));
    watcher.observe(box.current);
    return () => watcher.disconnect();
  }, []);
  const laid = useMemo(() => layOut(grid, width || 1), [grid, width]);
  const spot = marked && laid.sections.find((one) => one.platform === marked.platform);
  const index = spot ? spot.rooms.findIndex((room) => room[1] === marked.id) : -1;
  const at = index >= 0 ? { section: spot, index } : null;
  useEffect(() => {
    if (width) draw(ref.current, laid, grid, at);
  }, [laid, look, marked, width]);

  const mark = (found) => setMarked(found && { platform: found.section.platform, id: found.section.rooms[found.index][1] });
  const under = (event) => roomAt(laid, event.offsetX, event.offsetY);
  const onKey = (event) => {
    const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: laid.columns, ArrowUp: -laid.columns };
    if (event.key in steps) {
      event.preventDefault();
      if (!at) return mark(laid.sections[0] && { section: laid.sections[0], index: 0 });
      const next = at.index + steps[event.key];
      const place = laid.sections.indexOf(at.section);
      if (next >= 0 && next < at.section.rooms.length) return mark({ section: at.section, index: next });
      const other = laid.sections[place + (next < 0 ? -1 : 1)];
      return other && mark({ section: other, index: next < 0 ? other.rooms.length - 1 : 0 });
    }
    if (event.key === 'Enter' && at) go(to.room(marked.platform, marked.id));
    if (event.key === 'Escape') setMarked(null);
    return undefined;
  };
  const room = at && at.section.rooms[at.index];
  const told = room && `${platformName(marked.platform)} ${marked.id}, ${stateName(grid.states[room[2]])}, ${t('grid.rate', { n: count(room[3]), count: room[3] })}`;
  return div({ class: 'grid', ref: box },
    canvas({
      ref, tabindex: 0, role: 'application', 'aria-label': t('grid.label', { n: count(grid.rooms.length), count: grid.rooms.length }), 'aria-describedby': 'grid-told',
      style: { height: `${laid.height}px`, width: `${width}px`, cursor: marked ? 'pointer' : 'default' },
      onMouseMove: (event) => mark(under(event)), onMouseLeave: () => setMarked(null), onBlur: () => setMarked(null), onKeyDown: onKey,
      onClick: (event) => { const hit = under(event); if (hit) go(to.room(hit.section.platform, hit.section.rooms[hit.index][1])); },
    }),
    div({ id: 'grid-told', class: 'hidden', 'aria-live': 'polite' }, told ?? ''),
    room && h(Tip, { laid, at, width }, span({ class: 'tip-name' }, `${platformName(marked.platform)} ${marked.id}`), span(stateName(grid.states[room[2]])), span(t('grid.rate', { n: count(room[3]), count: room[3] }))));
}

function Tip({ laid, at, width, children }) {
  const x = (at.index % laid.columns) * laid.size;
  const y = at.section.top + Math.floor(at.index / laid.columns) * laid.size;
  const right = x > width / 2;
  return div({ class: 'tip', style: { left: right ? 'auto' : `${x + laid.size + 6}px`, right: right ? `${width - x + 6}px` : 'auto', top: `${y}px` } }, children);
}
