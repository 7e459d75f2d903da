// Makes the pages an app: registers its worker, says how old a kept page is, keeps the newest one.
(() => {
  const root = document.documentElement;
  const link = document.querySelector("[data-link]");
  const from = Number(root.dataset.from);
  if (from && link) {
    const time = new Date(from).toLocaleTimeString(root.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    link.textContent = link.dataset.kept.replace("%(time)s", time);
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
  navigator.serviceWorker.register("/worker.js").catch(() => {});
  // A page that was opened while its worker came to be is nobody's until it asks.
  navigator.serviceWorker.ready.then((found) => {
    if (!navigator.serviceWorker.controller) found.active.postMessage({ claim: true });
  });

  // Not at each change: with thirty phones in a store a page changes all the time.
  const AT_ONCE = 500, AGAIN = 10_000;
  let waiting = 0, last = -Infinity;
  const keep = () => {
    waiting = 0;
    last = performance.now();
    const copy = root.cloneNode(true);
    copy.removeAttribute("data-from");
    for (const word of copy.querySelectorAll("[data-link], [data-away]")) word.hidden = true;
    copy.querySelector("#notice")?.replaceChildren();
    for (const form of copy.querySelectorAll("[data-under]")) form.removeAttribute("data-under");
    const page = `<!doctype html>\n${copy.outerHTML}`;
    navigator.serviceWorker.controller?.postMessage({ keep: page });
  };
  document.addEventListener("part:drawn", () => {
    waiting ||= setTimeout(keep, Math.max(AT_ONCE, last + AGAIN - performance.now()));
  });
})();
