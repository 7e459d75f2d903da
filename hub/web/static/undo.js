// What can be taken back goes when its time is over; the hub refuses it from then on anyway.
(() => {
  const learnt = new WeakMap();
  let due = 0;
  const look = () => {
    clearTimeout(due);
    let next = Infinity;
    for (const form of document.querySelectorAll("[data-undo]")) {
      const { undo: seconds, step } = form.dataset;
      const what = `${step} ${seconds}`;
      if (learnt.get(form)?.what !== what) learnt.set(form, { what, at: performance.now() });
      const left = learnt.get(form).at + Number(seconds) * 1000 - performance.now();
      if (left > 0) next = Math.min(next, left);
      else if (!form.closest("[data-ending]")) form.remove();
    }
    if (next < Infinity) due = setTimeout(look, next);
  };
  document.addEventListener("part:drawn", look);
  look();
})();
