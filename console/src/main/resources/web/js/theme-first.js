// Runs before the first paint, so that a remembered theme never flashes in the other one.
(() => {
  try {
    const remembered = localStorage.getItem('danmaku.theme');
    if (remembered === 'dark' || remembered === 'light') {
      document.documentElement.dataset.theme = remembered;
    }
  } catch {
    // Storage may be forbidden; the system's theme then holds.
  }
})();
