// The page's only door to Preact: its UMD builds come as WebJars and set two globals.
const { h, render, Fragment } = globalThis.preact;
const { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } = globalThis.preactHooks;

export { Fragment, h, render, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState };

const isProps = (it) => it !== null && typeof it === 'object' && it.constructor === Object;

/** `div({class: 'x'}, child)`, or without attributes `div(child)`. Text given as a child is always text, never markup. */
export const dom = new Proxy({}, {
  get: (_, tag) => (first, ...rest) =>
    isProps(first) ? h(tag, first, ...rest) : h(tag, null, first, ...rest),
});

/** Class names, the false ones left out. */
export const cx = (...names) => names.filter(Boolean).join(' ');
