// Notes when each request's card was painted: the frame after the one that first held it.
window.parcoursPainted = {};
const noticed = new Set();
const note = () => {
  for (const card of document.querySelectorAll("[data-request]")) {
    const id = card.dataset.request;
    if (noticed.has(id)) continue;
    noticed.add(id);
    requestAnimationFrame(() => requestAnimationFrame(() => {
      window.parcoursPainted[id] = Date.now();
    }));
  }
};
new MutationObserver(note).observe(document, { childList: true, subtree: true });
document.addEventListener("DOMContentLoaded", note);
