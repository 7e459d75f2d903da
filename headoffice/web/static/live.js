// A nudge says that something came; the page then reads its ordinary parts again.
"use strict";
{
  const { part, gently, line, nudges } = window.following;
  const store = document.querySelector("main").dataset.store;
  const board = document.getElementById("board");
  const lines = document.getElementById("lines");
  const told = line(document.getElementById("state"));
  const KEPT = 40;
  const BOARD_AT_MOST_EVERY = 1500;
  const ANYWAY_EVERY = 60000;

  const asked = (path, query) => part(`${path}?${new URLSearchParams({ store, ...query })}`);

  const readLines = async () => {
    const after = lines.firstElementChild?.dataset.cursor ?? "";
    const holder = document.createElement("ol");
    holder.innerHTML = await asked("/lines", { after });
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
    const fresh = await asked("/board", {});
    const held = place();
    window.dropCharts(board);
    board.innerHTML = fresh;
    window.drawCharts(board);
    held?.()?.focus({ preventScroll: true });
  };

  const refreshLines = gently(readLines, 150, told);
  const refreshBoard = gently(readBoard, BOARD_AT_MOST_EVERY, told);
  const refresh = () => { refreshLines(); refreshBoard(); };

  // The board is fresh when the line comes up; of events some may have been missed.
  nudges(told, (stores) => (stores ? refresh() : refreshLines()));
  setInterval(refresh, ANYWAY_EVERY);
}
