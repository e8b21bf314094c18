import { dom, useLayoutEffect, useRef } from '../lib.js';
import { useCell } from '../cell.js';
import { colours } from '../states.js';
import { theme } from '../theme.js';

/** The canvas in the pixels of the screen, cleared. */
export function surface(canvas, width, height) {
  const ratio = devicePixelRatio || 1;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  const pen = canvas.getContext('2d');
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.clearRect(0, 0, width, height);
  return pen;
}

/** A line with a faint area under it, no axes. @param values numbers, oldest first */
export function Spark({ values, width, height, label, colour = 'accent', stretch }) {
  const ref = useRef(null);
  const look = useCell(theme);
  const drawn = useRef(null);
  useLayoutEffect(() => {
    const draw = () => {
      const wide = stretch ? ref.current.clientWidth || width : width;
      const pen = surface(ref.current, wide, height);
      const ink = colours([colour])[colour];
      const most = Math.max(1, ...values);
      const x = (i) => (values.length < 2 ? 0 : (i * (wide - 2)) / (values.length - 1)) + 1;
      const y = (value) => height - 2 - (value / most) * (height - 4);
      if (!values.length) return;
      pen.beginPath();
      values.forEach((value, i) => pen.lineTo(x(i), y(value)));
      pen.strokeStyle = ink;
      pen.lineWidth = 1.25;
      pen.lineJoin = 'round';
      pen.stroke();
      pen.lineTo(x(values.length - 1), height);
      pen.lineTo(x(0), height);
      pen.closePath();
      pen.globalAlpha = 0.14;
      pen.fillStyle = ink;
      pen.fill();
      pen.globalAlpha = 1;
    };
    drawn.current = draw;
    draw();
  }, [values, width, height, look, colour]);
  useLayoutEffect(() => {
    if (!stretch) return undefined;
    const watcher = new ResizeObserver(() => drawn.current?.());
    watcher.observe(ref.current);
    return () => watcher.disconnect();
  }, [stretch]);
  return dom.canvas({
    ref, class: stretch ? 'spark spark-wide' : 'spark', role: 'img', 'aria-label': label,
    style: stretch ? { height: `${height}px` } : { width: `${width}px`, height: `${height}px` },
  });
}
