// The queue between two nudges: what is on the screen counts as seen.
(() => {
  const queue = document.getElementById("queue");

  // Whoever is called says at once that they see it; the others only what nobody saw by then.
  const LATER = 1_500;
  const told = new Set();
  const here = (id) => queue.querySelector(`[data-request="${id}"][data-state="made"]`);
  const say = (id) => {
    if (!here(id) || document.hidden) { told.delete(id); return; }
    fetch(`/v1/requests/${id}/seen`, { method: "POST" })
      .then((answer) => { if (answer.status >= 500) told.delete(id); })
      .catch(() => told.delete(id));
  };
  const see = (card) => {
    const id = card.dataset.request;
    if (card.dataset.state !== "made" || told.has(id) || document.hidden) return;
    told.add(id);
    if ("called" in card.dataset) say(id); else setTimeout(say, LATER, id);
  };
  const watcher = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) see(entry.target);
  }, { threshold: 0.3 });
  const watch = () => {
    watcher.disconnect();
    for (const card of queue.querySelectorAll('[data-state="made"]')) watcher.observe(card);
  };
  document.addEventListener("part:drawn", watch);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) watch(); });
  watch();
})();
