// A store's floor, read again when something of it came, and as time goes by.
"use strict";
{
  const { part, gently, line, nudges } = window.following;
  const floor = document.getElementById("floor");
  const told = line(document.getElementById("state"));
  const read = gently(async () => {
    const fresh = await part(floor.dataset.part);
    window.morphdom(floor, `<div>${fresh}</div>`, { childrenOnly: true });
  }, 1000, told);
  nudges(told, (stores) => { if (!stores || stores.includes(floor.dataset.store)) read(); });
  setInterval(read, 10000);
}
