// The live part of a page: fetched again on a nudge, and only what differs is touched.
(() => {
  const part = document.querySelector("[data-part]");
  if (!part) return;
  const PATIENCE = 8_000, POLL = 15_000;
  // Milliseconds between two looks, for a page on which nothing hurries.
  const pace = Number(part.dataset.pace ?? 0);
  const tell = (name, detail) => document.dispatchEvent(new CustomEvent(`part:${name}`, { detail }));

  // ── drawing ─────────────────────────────────────────────────────────────────────────────────────
  // Pictures of what is only compared must not load.
  const inert = document.implementation.createHTMLDocument();
  // What was last drawn of each, as it came: waits tick by themselves, without the hub.
  const drawn = new WeakMap();
  const remember = (node, fresh) => { if (fresh.id) drawn.set(node, fresh.cloneNode(true)); };
  const typed = (element) => element === document.activeElement && element.matches("input, select, textarea");
  const update = (element, fresh) => {
    if (typed(element) || drawn.get(element)?.isEqualNode(fresh)) return false;
    remember(element, fresh);
    return true;
  };
  const draw = (text) => {
    const fresh = inert.createElement("div");
    fresh.innerHTML = text;
    for (const other of fresh.querySelectorAll("[data-elsewhere]")) {
      other.remove();
      document.getElementById(other.id)?.replaceChildren(...other.childNodes);
    }
    // A refusal may be a word and nothing else.
    if (!fresh.firstElementChild) return;
    tell("fresh", fresh);
    morphdom(part, fresh, {
      childrenOnly: true,
      onBeforeElUpdated: update,
      onBeforeNodeAdded: (node) => { remember(node, node); return node; },
    });
    tell("drawn");
  };

  // ── asking ──────────────────────────────────────────────────────────────────────────────────────
  const ask = async (url, way) => {
    const giveUp = setTimeout(() => way.line.abort(), PATIENCE);
    // The hub answers with the part alone, and knows where one comes back to after signing in.
    const headers = { Accept: "text/html", "X-Parcours-Page": location.pathname + location.search };
    try {
      const answer = await fetch(url, { ...way, headers, signal: way.line.signal });
      return { onward: answer.headers.get("X-Parcours-Go"), text: await answer.text() };
    } finally {
      clearTimeout(giveUp);
    }
  };
  const show = ({ onward, text }) => { if (onward) location.assign(onward); else draw(text); };

  let looking = null, again = false, last = -Infinity, due = 0, steps = 0;
  const look = async () => {
    const before = steps, began = performance.now();
    looking = new AbortController();
    again = false;
    try {
      const found = await ask(part.dataset.part, { line: looking });
      // What was asked for before a step may be older than the step's own answer.
      if (before === steps) show(found); else again = true;
      tell("looked", performance.now() - began);
    } catch {
      // No line just now: the next nudge looks again, or the poll.
    }
    looking = null;
    last = performance.now();
    if (again) soon();
  };
  const soon = () => {
    if (looking) { again = true; return; }
    const rest = last + pace - performance.now();
    if (rest <= 0) look();
    else due ||= setTimeout(() => { due = 0; soon(); }, rest);
  };
  document.body.addEventListener("nudge", soon);
  setInterval(soon, POLL);
  // A look that has hung since before a break would hold up the next one.
  document.addEventListener("part:abort", () => looking?.abort());

  // ── steps ───────────────────────────────────────────────────────────────────────────────────────
  const send = async (form, button) => {
    // The second tap of an impatient finger.
    if ("under" in form.dataset) return;
    form.dataset.under = "";
    const body = new URLSearchParams(new FormData(form, button));
    try {
      const answer = await ask(form.action, { method: "POST", body, line: new AbortController() });
      steps += 1;
      show(answer);
    } catch {
      tell("unsure");
    }
    delete form.dataset.under;
  };
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-stays]")) return;
    event.preventDefault();
    send(event.target, event.submitter);
  });
})();
