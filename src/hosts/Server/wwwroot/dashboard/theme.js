// Runs before the first paint, so that no page flashes in the other theme.
(() => {
  const root = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    let kept = null;
    try { kept = localStorage.getItem('kirana-theme'); } catch { /* storage may be forbidden; the system's theme holds then */ }
    root.dataset.theme = kept ?? (dark.matches ? 'dark' : 'light');
  };
  apply();
  dark.addEventListener('change', apply);
  addEventListener('storage', apply);
})();
