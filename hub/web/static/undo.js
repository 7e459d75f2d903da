// What can be taken back goes when its time is over; the hub refuses it from then on anyway.
(() => {
  const learnt = new WeakMap();
  setInterval(() => {
    for (const form of document.querySelectorAll("[data-undo]")) {
      if (!learnt.has(form)) learnt.set(form, performance.now());
      const over = performance.now() - learnt.get(form) > Number(form.dataset.undo) * 1000;
      if (over && !form.closest("[data-ending]")) form.remove();
    }
  }, 500);
})();
