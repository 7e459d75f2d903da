// Waits tick by themselves, and turn late and overdue without being told.
(() => {
  // Waits are counted from when the page learnt them: a phone's clock may be wrong.
  const learnt = new WeakMap();
  // What the phone kept was learnt a while ago: the one figure that its own clock has to give.
  const from = Number(document.documentElement.dataset.from);
  let old = from ? Math.max(0, Date.now() - from) : 0;
  const text = (seconds) => {
    const two = (n) => String(n).padStart(2, "0");
    const minutes = Math.floor(seconds / 60);
    const hours = Math.floor(minutes / 60);
    return hours ? `${hours}:${two(minutes % 60)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
  };
  const tick = () => {
    for (const wait of document.querySelectorAll("[data-waited]")) {
      let known = learnt.get(wait);
      if (known?.waited !== wait.dataset.waited) {
        known = { waited: wait.dataset.waited, at: performance.now() - old };
        learnt.set(wait, known);
      }
      const seconds = Number(known.waited) + Math.floor((performance.now() - known.at) / 1000);
      // Only when it differs: each change wakes the observer below.
      if (wait.textContent !== text(seconds)) wait.textContent = text(seconds);
      const level = seconds >= Number(wait.dataset.overdue) ? "overdue" : seconds >= Number(wait.dataset.late) ? "late" : "calm";
      const card = wait.closest("[data-level]");
      if (card.dataset.level !== level) card.dataset.level = level;
    }
    old = 0;
  };

  new MutationObserver(tick).observe(document.querySelector("main"), { childList: true, subtree: true, attributeFilter: ["data-waited"] });
  setInterval(tick, 1000);
  tick();
})();
