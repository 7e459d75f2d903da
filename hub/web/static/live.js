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
  // As it is on the store's wall: `2026-11-21T14:02:05.000+01:00`.
  const clock = (time) => time.slice(11, 16);
  // A blink is not worth a word, and the hub gives a sign of life every five seconds.
  const BLINK = 8_000;
  let back = null;

  const gone = () => {
    link.hidden = false;
    document.dispatchEvent(new Event("line:gone"));
  };
  const here = ({ from, at }) => {
    link.hidden = true;
    if (from && Date.parse(at) - Date.parse(from) > BLINK) back = [back?.[0] ?? from, at];
    // A look that has hung since before the break would hold up this one.
    document.dispatchEvent(new Event("part:abort"));
    nudge();
  };
  document.addEventListener("part:drawn", () => {
    root.removeAttribute("data-from");
    if (!back) return;
    const words = away.dataset.words.replace("%(begin)s", clock(back[0])).replace("%(end)s", clock(back[1]));
    away.querySelector("span").textContent = words;
    away.hidden = false;
    back = null;
  });
  // A touch that got no answer: whether it happened is known once there is a line again.
  document.addEventListener("part:unsure", () => {
    const notice = document.getElementById("notice");
    if (!notice) return;
    const word = document.createElement("p");
    word.textContent = link.dataset.unsure;
    notice.replaceChildren(word);
  });
  away.querySelector("button").addEventListener("click", () => { away.hidden = true; });

  // What does not call this one may come a moment later: with thirty phones in a store each look
  // counts, and not all of them at once.
  const heeds = document.querySelector("[data-heeds]")?.dataset.heeds.split(" ");
  const heeded = (topic) => (heeds ? heeds.includes(topic) : topic !== "catalogue");
  const SOON = 1_000, LATEST = 5_000, POLL = 15_000;
  let soon = 0, looked = -Infinity, took = 0;
  document.addEventListener("part:looked", ({ detail }) => { looked = performance.now(); took = detail; });
  // At once in a quiet hour. In a busy one, and the more so the slower this phone or the hub is by
  // now, it is asked less often for what calls somebody else: while nothing here calls this one, no
  // sooner than the poll would.
  const latest = () => (document.querySelector("[data-called]") ? LATEST : POLL);
  const rest = () => Math.min(Math.max(SOON, 200 * took), latest()) * (0.75 + Math.random() / 2);
  const wait = () => Math.max(0, looked + rest() - performance.now());
  const now = () => { clearTimeout(soon); soon = 0; nudge(); };
  const changed = (topics) => {
    const mine = topics.filter(heeded);
    if (mine.some((topic) => topic !== "later" && topic !== "stock")) now();
    else if (mine.length) soon ||= setTimeout(now, wait());
  };
  const hear = (word) => {
    const { state, topics, at } = word;
    // What is kept of this page says of when it is.
    if (at) link.dataset.at = clock(at);
    if (state === "up") here(word);
    if (state === "down") gone();
    if (state === "refused") nudge();
    if (topics) changed(topics);
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
    port.postMessage({ heeds });
    port.onmessage = ({ data }) => hear(data);
    addEventListener("pagehide", () => port.postMessage({ over: true }));
    addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
    return () => port.postMessage({ wake: true });
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
