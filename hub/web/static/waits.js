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
  const show = (wait, seconds) => {
    if (wait.textContent !== text(seconds)) wait.textContent = text(seconds);
    // What is kept of this page says how long it was by then.
    wait.dataset.waited = seconds;
  };
  // What waits calmly for somebody else is quiet: all of it moves together, every 5 s.
  const SECOND = 1_000, QUIET = 5_000;
  let due = 0, quiet = 0;
  const refresh = (together) => {
    let next = Infinity;
    for (const wait of all(document)) {
      const waited = performance.now() - begun.get(wait.dataset.wait);
      const seconds = Math.floor(waited / SECOND);
      const late = Number(wait.dataset.late), overdue = Number(wait.dataset.overdue);
      const level = seconds >= overdue ? "overdue" : seconds >= late ? "late" : "calm";
      const card = wait.closest("[data-level]");
      if (card.dataset.level !== level) card.dataset.level = level;
      const calm = level === "calm" && !("called" in card.dataset);
      if (!calm || together || !wait.textContent) show(wait, seconds);
      next = Math.min(next, calm ? late * SECOND - waited : SECOND);
    }
    // A page on which nothing waits is left alone: it is woken by what comes.
    clearTimeout(due);
    // Of one that does not say since when, the page looks each second.
    if (Number.isNaN(next)) next = SECOND;
    if (next < Infinity) due = setTimeout(tick, Math.max(0, Math.min(next, quiet - performance.now())));
  };
  const tick = () => {
    const together = performance.now() >= quiet;
    if (together) quiet = performance.now() + QUIET;
    refresh(together);
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
  document.addEventListener("part:drawn", () => refresh(false));
  learn(document, old);
  tick();
})();
