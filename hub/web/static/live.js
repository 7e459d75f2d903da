// Keeps a page fresh: the store says that something changed, and a nudge fetches the partial again.
(() => {
  const root = document.documentElement;
  const link = document.querySelector("[data-link]");
  const away = document.querySelector("[data-away]");
  // Once a page; and a page without a header, as at the door, has nothing to say of it.
  if (self.liveLine || !away) return;
  self.liveLine = true;
  const script = document.querySelector('meta[name="live-line"]').content;
  const nudge = () => document.body.dispatchEvent(new Event("nudge"));
  const clock = (at) => at.toLocaleTimeString(root.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  // A blink is not worth a word.
  const BLINK = 3_000;
  let left = null, back = null;

  const gone = () => { left ??= new Date(); link.hidden = false; };
  const here = () => {
    link.hidden = true;
    if (left && Date.now() - left > BLINK) back = [left, new Date()];
    left = null;
    // A look that has hung since before the break would hold up this one.
    for (const part of document.querySelectorAll("[hx-get]")) part.dispatchEvent(new Event("htmx:abort"));
    nudge();
  };
  document.addEventListener("htmx:after:swap", () => {
    root.removeAttribute("data-from");
    if (!back) return;
    const words = away.dataset.words.replace("%(begin)s", clock(back[0])).replace("%(end)s", clock(back[1]));
    away.querySelector("span").textContent = words;
    away.hidden = false;
    back = null;
  });
  // A touch that got no answer: whether it happened is known once there is a line again.
  document.addEventListener("htmx:error", ({ detail }) => {
    const notice = document.getElementById("notice");
    if (!notice || (detail.ctx?.request?.method ?? "GET").toUpperCase() === "GET") return;
    const word = document.createElement("p");
    word.textContent = link.dataset.unsure;
    notice.replaceChildren(word);
  });
  away.querySelector("button").addEventListener("click", () => { away.hidden = true; });

  // What calls nobody may come a moment later: with thirty phones in a store each look counts.
  const heeds = document.querySelector("[data-heeds]")?.dataset.heeds.split(" ");
  const SOON = 1_000;
  let soon = 0;
  const changed = (topic) => {
    if (topic === "catalogue" || (heeds && !heeds.includes(topic))) return;
    if (topic !== "later" && topic !== "stock") nudge();
    else soon ||= setTimeout(() => { soon = 0; nudge(); }, SOON);
  };
  const hear = ({ state, topic }) => {
    if (state === "up") here();
    if (state === "down") gone();
    if (state === "refused") nudge();
    if (topic) changed(topic);
  };

  const alone = async () => {
    await new Promise((loaded) => {
      const element = Object.assign(document.createElement("script"), { src: script, onload: loaded });
      document.head.append(element);
    });
    if (!navigator.locks) return makeLine(hear).wake;
    // One page holds the line for all; when it is closed, the next one in the queue takes it up.
    const others = new BroadcastChannel("live");
    let line = null;
    others.onmessage = ({ data }) => {
      if (data === "wake") line?.wake();
      else if (!line) hear(data);
    };
    navigator.locks.request("live", () => {
      line = makeLine((word) => { hear(word); others.postMessage(word); });
      return new Promise(() => {});
    });
    return () => { if (line) line.wake(); else others.postMessage("wake"); };
  };
  const shared = () => {
    const { port } = new SharedWorker(script);
    port.onmessage = ({ data }) => hear(data);
    addEventListener("pagehide", () => port.postMessage("bye"));
    addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
    return () => port.postMessage("wake");
  };

  const listen = async () => {
    const wake = self.SharedWorker ? shared() : await alone();
    addEventListener("online", wake);
    addEventListener("offline", gone);
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) return;
      wake();
      nudge();
    });
  };
  // Not before the page's other scripts hear a nudge.
  document.addEventListener("DOMContentLoaded", listen);
})();
