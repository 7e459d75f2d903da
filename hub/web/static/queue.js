// Keeps the queue fresh: a nudge fetches the partial, waits tick, and what is on the screen counts as seen.
(() => {
  const queue = document.getElementById("queue");
  const link = document.querySelector("[data-link]");
  const nudge = () => document.body.dispatchEvent(new Event("nudge"));

  const listen = () => {
    const live = new EventSource("/v1/live");
    live.addEventListener("hello", () => { link.hidden = true; nudge(); });
    live.addEventListener("message", (event) => { if (event.data !== "catalogue") nudge(); });
    live.addEventListener("error", () => {
      link.hidden = false;
      // A refusal closes the stream for good; the partial then says why, or leads to the sign-in page.
      if (live.readyState === EventSource.CLOSED) { nudge(); setTimeout(listen, 5000); }
    });
  };

  // Waits are counted from when the page learnt them: a phone's clock may be wrong.
  const learnt = new WeakMap();
  const text = (seconds) => {
    const two = (n) => String(n).padStart(2, "0");
    const minutes = Math.floor(seconds / 60);
    const hours = Math.floor(minutes / 60);
    return hours ? `${hours}:${two(minutes % 60)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
  };
  const tick = () => {
    for (const wait of queue.querySelectorAll("[data-waited]")) {
      let known = learnt.get(wait);
      if (known?.waited !== wait.dataset.waited) {
        known = { waited: wait.dataset.waited, at: performance.now() };
        learnt.set(wait, known);
      }
      const seconds = Number(known.waited) + Math.floor((performance.now() - known.at) / 1000);
      // Only when it differs: each change wakes the observer below.
      if (wait.textContent !== text(seconds)) wait.textContent = text(seconds);
      const level = seconds >= Number(wait.dataset.overdue) ? "overdue" : seconds >= Number(wait.dataset.late) ? "late" : "calm";
      const card = wait.closest("[data-level]");
      if (card.dataset.level !== level) card.dataset.level = level;
    }
  };

  const told = new Set();
  const see = (card) => {
    const id = card.dataset.request;
    if (card.dataset.state !== "made" || told.has(id) || document.hidden) return;
    told.add(id);
    fetch(`/v1/requests/${id}/seen`, { method: "POST" })
      .then((answer) => { if (answer.status >= 500) told.delete(id); })
      .catch(() => told.delete(id));
  };
  const watcher = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) see(entry.target);
  }, { threshold: 0.3 });
  const watch = () => {
    watcher.disconnect();
    for (const card of queue.querySelectorAll('[data-state="made"]')) watcher.observe(card);
    tick();
  };

  new MutationObserver(watch).observe(queue, { childList: true, subtree: true, attributeFilter: ["data-state"] });
  // A word about a lost race is read once; it does not stand there for the next one.
  let said = { text: "", at: 0 };
  const fade = () => {
    const notice = document.getElementById("notice");
    if (notice.textContent !== said.text) said = { text: notice.textContent, at: performance.now() };
    else if (said.text && performance.now() - said.at > 8000) notice.replaceChildren();
  };

  document.addEventListener("visibilitychange", () => { if (!document.hidden) { nudge(); watch(); } });
  setInterval(() => { tick(); fade(); }, 1000);
  watch();
  listen();
})();
