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
  // A picture that was shown is there at once on the next card of its style: a browser asks anew for
  // one that nothing holds, and thirty phones ask for many. The latest last.
  const held = new Map(), MOST_HELD = 150;
  const hold = () => {
    for (const { sizes, srcset } of part.querySelectorAll("img[srcset]")) {
      const key = `${sizes} ${srcset}`;
      const picture = held.get(key) ?? Object.assign(new Image(), { sizes, srcset });
      held.delete(key);
      held.set(key, picture);
    }
    for (const key of [...held.keys()].slice(0, -MOST_HELD)) held.delete(key);
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
    const at = document.activeElement;
    morphdom(part, fresh, {
      childrenOnly: true,
      onBeforeElUpdated: update,
      onBeforeNodeAdded: (node) => { remember(node, node); return node; },
    });
    // A card that comes in front moves all others, and what is moved lets go of the keyboard.
    if (at !== document.activeElement && part.contains(at)) at.focus({ preventScroll: true });
    hold();
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

  let looking = null, again = false, last = -Infinity, due = 0, steps = 0, looks = 0;
  const look = async () => {
    const before = steps, began = performance.now();
    looking = new AbortController();
    again = false;
    try {
      const found = await ask(part.dataset.part, { line: looking });
      // What was asked for before a step may be older than the step's own answer.
      if (before === steps) { looks += 1; show(found); } else again = true;
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
  const under = new WeakSet();
  const send = async (form, button) => {
    // The second tap of an impatient finger.
    if (under.has(form)) return;
    under.add(form);
    form.dataset.under = "";
    const before = looks;
    try {
      const body = new URLSearchParams(new FormData(form, button));
      const answer = await ask(form.action, { method: "POST", body, line: new AbortController() });
      steps += 1;
      show(answer);
      // What was looked at meanwhile may be younger than this answer.
      if (before !== looks) soon();
    } catch {
      tell("unsure");
    }
    under.delete(form);
    delete form.dataset.under;
  };
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-stays]")) return;
    event.preventDefault();
    send(event.target, event.submitter);
  });

  // A word about what did not happen is read once; it does not stand there for the next one.
  const READ = 8_000;
  const notice = document.getElementById("notice");
  let reading = 0;
  const fade = () => {
    clearTimeout(reading);
    if (notice.textContent) reading = setTimeout(() => notice.replaceChildren(), READ);
  };
  if (!notice) return;
  new MutationObserver(fade).observe(notice, { childList: true });
  fade();
})();
