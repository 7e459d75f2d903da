// What can be taken back goes when its time is over; the hub refuses it from then on anyway.
(() => {
  const learnt = new WeakMap();
  setInterval(() => {
    for (const form of document.querySelectorAll("[data-undo]")) {
      const { undo: left, step } = form.dataset;
      const what = `${step} ${left}`;
      if (learnt.get(form)?.what !== what) learnt.set(form, { what, at: performance.now() });
      const over = performance.now() - learnt.get(form).at > Number(left) * 1000;
      if (over && !form.closest("[data-ending]")) form.remove();
    }
  }, 500);
})();
