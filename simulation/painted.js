// Notes when each request's card was painted: the frame after the one that first held it,
// and the most cards of one request that the page ever held at once.
window.parcoursPainted = {};
window.parcoursCards = {};
const note = () => {
  const now = {};
  for (const card of document.querySelectorAll("[data-request]")) {
    const id = card.dataset.request;
    now[id] = (now[id] || 0) + 1;
  }
  for (const [id, count] of Object.entries(now)) {
    if (!(id in window.parcoursCards)) {
      requestAnimationFrame(() => requestAnimationFrame(() => {
        window.parcoursPainted[id] = Date.now();
      }));
    }
    window.parcoursCards[id] = Math.max(window.parcoursCards[id] || 0, count);
  }
};
new MutationObserver(note).observe(document, { childList: true, subtree: true });
document.addEventListener("DOMContentLoaded", note);
