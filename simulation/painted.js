// Notes when each request's card was painted: the end of the frame that first held it, which of
// them called this person then, and the most cards of one request that the page ever held at once.
window.parcoursPainted = {};
window.parcoursCalled = {};
window.parcoursCards = {};
const note = () => {
  const now = {};
  for (const card of document.querySelectorAll("[data-request]")) {
    const id = card.dataset.request;
    now[id] = (now[id] || 0) + 1;
    if (!(id in window.parcoursCards)) window.parcoursCalled[id] = "called" in card.dataset;
  }
  for (const [id, count] of Object.entries(now)) {
    if (!(id in window.parcoursCards)) {
      requestAnimationFrame(() => {
        const after = new MessageChannel();
        after.port1.onmessage = () => { window.parcoursPainted[id] = Date.now(); };
        after.port2.postMessage("");
      });
    }
    window.parcoursCards[id] = Math.max(window.parcoursCards[id] || 0, count);
  }
};
new MutationObserver(note).observe(document, { childList: true, subtree: true });
document.addEventListener("DOMContentLoaded", note);
