// Events of all stores as they come. While the page is paused they are only counted.
"use strict";
{
  const { clock, part, gently, line, nudges } = window.following;
  const list = document.getElementById("stream");
  const heard = document.getElementById("heard");
  const pause = document.getElementById("pause");
  const state = document.getElementById("state");
  const meanwhile = document.getElementById("meanwhile");
  const kept = Number(list.dataset.kept);
  const number = (n) => n.toLocaleString(document.documentElement.lang);
  let paused = false;
  const told = line(state, () => paused);

  const after = () => list.querySelector("[data-cursor]")?.dataset.cursor ?? list.dataset.cursor;
  const asked = (path) => `${path}?${list.dataset.query}&after=${after()}`;
  const count = async () => JSON.parse(await part(asked("/live/count"))).events;

  const show = async (came) => {
    const holder = document.createElement("ol");
    holder.innerHTML = await part(asked("/live/lines"));
    const known = new Set(Array.from(list.children, (it) => it.dataset.cursor));
    const fresh = Array.from(holder.children).filter((it) => !known.has(it.dataset.cursor));
    for (const it of list.querySelectorAll(".new")) it.classList.remove("new");
    for (const it of fresh) it.classList.add("new");
    if (came > fresh.length && fresh.length) {
      const gap = document.createElement("li");
      gap.className = "gap";
      gap.textContent = list.dataset.left.replace("{n}", number(came - fresh.length));
      fresh.push(gap);
    }
    list.prepend(...fresh);
    while (list.children.length > kept) list.lastElementChild.remove();
  };

  const tell = (n) => {
    const most = Number(meanwhile.dataset.most);
    const words = n > most ? meanwhile.dataset.many : meanwhile.dataset.some;
    meanwhile.textContent = words.replace("{n}", number(Math.min(n, most)));
  };

  const lines = gently(async () => (paused ? tell(await count()) : show(0)), 200, told);
  const stores = gently(async () => {
    const held = heard.contains(document.activeElement);
    const fresh = await part("/live/heard");
    if (!held) window.morphdom(heard, `<tbody id="heard">${fresh}</tbody>`);
  }, 5000, told);

  pause.hidden = false;
  pause.addEventListener("click", async () => {
    if (!paused) {
      paused = true;
      state.textContent = state.dataset.paused.replace("{time}", clock());
      pause.textContent = pause.dataset.resume;
      tell(0);
      return;
    }
    try {
      await show(await count());
      paused = false;
      meanwhile.textContent = "";
      pause.textContent = pause.dataset.pause;
      told.arrived();
    } catch (error) { paused = false; told.failed(error); }
  });

  nudges(told, () => { lines(); stores(); });
  setInterval(() => { lines(); stores(); }, 30000);
}
