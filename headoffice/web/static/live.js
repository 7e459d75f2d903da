// A nudge says that something came; the page then reads its ordinary parts again.
"use strict";
{
  const store = document.querySelector("main").dataset.store;
  const board = document.getElementById("board");
  const lines = document.getElementById("lines");
  const state = document.getElementById("state");
  const KEPT = 40;
  const BOARD_AT_MOST_EVERY = 1500;
  const ANYWAY_EVERY = 60000;
  const clock = () => new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });

  const part = async (path, query) => {
    const answer = await fetch(`${path}?${new URLSearchParams({ store, ...query })}`);
    if (answer.redirected) location.assign("/sign-in");
    if (!answer.ok) throw new Error((await answer.json()).detail);
    return answer.text();
  };

  const readLines = async () => {
    const after = lines.firstElementChild?.dataset.cursor ?? "";
    const holder = document.createElement("ol");
    holder.innerHTML = await part("/lines", { after });
    const known = new Set(Array.from(lines.children, (line) => line.dataset.cursor));
    const fresh = Array.from(holder.children).filter((line) => !known.has(line.dataset.cursor));
    for (const line of lines.querySelectorAll(".new")) line.classList.remove("new");
    for (const line of fresh) line.classList.add("new");
    lines.prepend(...fresh);
    while (lines.children.length > KEPT) lines.lastElementChild.remove();
  };

  // Whoever goes from key to key stays where they are when the figures are new.
  const place = () => {
    if (!board.contains(document.activeElement)) return null;
    const name = (it) => it.getAttribute("popovertarget") ?? it.getAttribute("href");
    const now = name(document.activeElement);
    return () => Array.from(board.querySelectorAll("button, a")).find((it) => name(it) === now);
  };

  const readBoard = async () => {
    // Somebody is reading a definition: the figures under it wait.
    if (board.querySelector(":popover-open")) return;
    const fresh = await part("/board", {});
    const held = place();
    window.dropCharts(board);
    board.innerHTML = fresh;
    window.drawCharts(board);
    held?.()?.focus({ preventScroll: true });
  };

  let since = clock();
  const say = (text) => { state.textContent = text; };
  const failed = (error) => say(`Not live since ${since}. ${error.message}`);
  const arrived = () => { since = clock(); say("Live"); };

  // One reading at a time; what comes meanwhile causes one more, not many.
  const gently = (read, pause) => {
    let running = false, again = false;
    const run = async () => {
      if (running) { again = true; return; }
      running = true;
      try { await read(); arrived(); } catch (error) { failed(error); }
      setTimeout(() => { running = false; if (again) { again = false; run(); } }, pause);
    };
    return run;
  };

  const refreshLines = gently(readLines, 150);
  const refreshBoard = gently(readBoard, BOARD_AT_MOST_EVERY);
  const refresh = () => { refreshLines(); refreshBoard(); };

  const nudges = new EventSource("/v1/live");
  nudges.addEventListener("open", () => { arrived(); refreshLines(); });
  nudges.addEventListener("error", () => say(`Not live since ${since}; trying again`));
  nudges.addEventListener("stored", refresh);
  setInterval(refresh, ANYWAY_EVERY);
}
