// Waits tick by themselves, and turn late and overdue without being told.
(() => {
  // Waits are counted from when the page learnt them: a phone's clock may be wrong. By what waits.
  const begun = new Map();
  // What the phone kept was learnt a while ago: the one figure that its own clock has to give.
  const from = Number(document.documentElement.dataset.from);
  const old = from ? Math.max(0, Date.now() - from) : 0;
  const all = (root) => root.querySelectorAll("[data-wait]");
  const learn = (root, ago) => {
    for (const { dataset: { wait, waited } } of all(root)) begun.set(wait, performance.now() - ago - waited * 1000);
  };
  const text = (seconds) => {
    const two = (n) => String(n).padStart(2, "0");
    const minutes = Math.floor(seconds / 60);
    const hours = Math.floor(minutes / 60);
    return hours ? `${hours}:${two(minutes % 60)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
  };
  const tick = () => {
    for (const wait of all(document)) {
      const seconds = Math.floor((performance.now() - begun.get(wait.dataset.wait)) / 1000);
      if (wait.textContent !== text(seconds)) wait.textContent = text(seconds);
      // What is kept of this page says how long it was by then.
      wait.dataset.waited = seconds;
      const level = seconds >= Number(wait.dataset.overdue) ? "overdue" : seconds >= Number(wait.dataset.late) ? "late" : "calm";
      const card = wait.closest("[data-level]");
      if (card.dataset.level !== level) card.dataset.level = level;
    }
  };

  document.addEventListener("part:fresh", ({ detail }) => {
    begun.clear();
    learn(detail, 0);
    // What ticks here is not compared: a card of which nothing else changed is left alone.
    for (const wait of all(detail)) {
      wait.removeAttribute("data-waited");
      wait.replaceChildren();
    }
  });
  document.addEventListener("part:drawn", tick);
  setInterval(tick, 1000);
  learn(document, old);
  tick();
})();
