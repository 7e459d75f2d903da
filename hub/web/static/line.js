// One live line to the hub: signs of life watched, opened anew as soon as it is dead. As a shared
// worker it serves every page of this device; where there is none, a page runs it by itself.
const makeLine = (tell) => {
  const SILENT = 10_000, OPENING = 2_000, AGAIN = 600, REFUSED = 5_000;
  // The hub's own time when it last gave a sign of life.
  let live = null, up = false, heard = 0, by = 0, last = null;
  // A phone that slept may count no time in between by one clock, and a wrong one by the other.
  const mark = () => ({ steady: performance.now(), wall: Date.now() });
  const since = (then) => Math.max(performance.now() - then.steady, Date.now() - then.wall);
  const lost = () => { if (up) tell({ state: "down", at: last }); up = false; };

  const open = () => {
    live?.close();
    lost();
    const mine = new EventSource("/v1/live");
    live = mine;
    heard = mark();
    by = OPENING;
    const listen = (name, act) => mine.addEventListener(name, (event) => {
      if (mine !== live) return;
      heard = mark();
      act(event);
    });
    listen("hello", ({ data }) => {
      up = true;
      by = SILENT;
      // By the hub's time alone: a phone that slept learns of its sleep when that is over.
      tell({ state: "up", from: last, at: data });
      last = data;
    });
    listen("beat", ({ data }) => { last = data; });
    listen("message", (event) => tell({ topics: event.data.split(" "), at: last }));
    // Somebody else is signed in here now, or nobody: the pages ask, and hear which.
    listen("over", () => { mine.close(); up = false; tell({ state: "refused" }); by = 1_000; });
    listen("error", () => {
      tell({ state: "down", at: last });
      up = false;
      // A refusal closes the stream for good; a page's own look then says why.
      by = mine.readyState === EventSource.CLOSED ? REFUSED : AGAIN;
      if (by === REFUSED) tell({ state: "refused" });
    });
  };

  // As late as may be, and at least once a second: a clock may leap, and a phone may have slept.
  const watch = () => {
    if (since(heard) > by) open();
    setTimeout(watch, Math.min(Math.max(by - since(heard), 0) + 50, 1_000));
  };
  open();
  watch();
  return {
    up: () => up,
    last: () => last,
    // Somebody looks again, or the phone says that it has a network: no waiting for the next try.
    wake: () => { if (!up || since(heard) > 6_000) open(); },
  };
};

if ("onconnect" in self) {
  // Each open page, and the topics it heeds; nothing when it heeds all.
  const pages = new Map();
  const line = makeLine((word) => {
    for (const [page, heeds] of pages) {
      // A page is not woken for what it does not show.
      if (!word.topics || !heeds || word.topics.some((topic) => heeds.includes(topic))) page.postMessage(word);
    }
  });
  self.onconnect = ({ ports: [page] }) => {
    pages.set(page, null);
    page.onmessage = ({ data: { heeds, wake, over } }) => {
      if (heeds) pages.set(page, heeds);
      if (wake) line.wake();
      if (over) pages.delete(page);
    };
    page.postMessage({ state: line.up() ? "up" : "down", at: line.last() });
  };
}
