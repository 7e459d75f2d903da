// Makes the pages an app: registers its worker, says how old a kept page is, keeps the newest one.
(() => {
  const root = document.documentElement;
  const link = document.querySelector("[data-link]");
  const from = Number(root.dataset.from);
  if (from && link) {
    // By the store's clock, as it was then: a phone's own may be wrong.
    link.textContent = link.dataset.kept.replace("%(time)s", link.dataset.at);
    link.hidden = false;
  }
  const again = () => location.reload();
  const part = document.querySelector("[data-part]");
  if ((from && !part) || document.querySelector("[data-offline]")) {
    addEventListener("online", again);
    setInterval(() => fetch("/health").then((answer) => { if (answer.ok) again(); }, () => {}), 3_000);
  }
  // Without encryption there is neither a worker nor an app to install.
  if (!isSecureContext || !navigator.serviceWorker) return;
  // A page that was opened while its worker came to be went past it, and is kept once it asks; the
  // worker may have it in hand by then, but has not seen it.
  const unseen = !navigator.serviceWorker.controller;
  navigator.serviceWorker.register("/worker.js").catch(() => {});
  navigator.serviceWorker.ready.then((found) => {
    if (unseen) found.active.postMessage({ claim: true });
  });

  // At once, but three times a minute at most: with thirty phones in a store a page changes all the time.
  const AT_ONCE = 500, MINUTE = 60_000;
  const last = [-Infinity, -Infinity, -Infinity];
  let waiting = 0;
  const keep = () => {
    clearTimeout(waiting);
    waiting = 0;
    last.push(performance.now());
    last.shift();
    const copy = root.cloneNode(true);
    copy.removeAttribute("data-from");
    for (const word of copy.querySelectorAll("[data-link], [data-away]")) word.hidden = true;
    copy.querySelector("#notice")?.replaceChildren();
    for (const form of copy.querySelectorAll("[data-under]")) form.removeAttribute("data-under");
    const page = `<!doctype html>\n${copy.outerHTML}`;
    navigator.serviceWorker.controller?.postMessage({ keep: page });
  };
  document.addEventListener("part:drawn", () => {
    waiting ||= setTimeout(keep, Math.max(AT_ONCE, last[0] + MINUTE - performance.now()));
  });
  // What the page shows as the line is lost is all there is for a while.
  document.addEventListener("line:gone", () => { if (waiting) keep(); });
})();
