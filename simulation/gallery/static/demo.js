// Keeps each screen's picture fresh, passes clicks on as touches and garments on to the readers.
const PAUSE = 160;

const post = (url, body) => fetch(url, {
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify(body),
});

for (const section of document.querySelectorAll("[data-screen]")) {
  const base = `/screens/${section.dataset.screen}`;
  const glass = section.querySelector(".glass");
  const away = section.querySelector(".away");
  const again = () => setTimeout(() => { glass.src = `${base}.jpg?${Date.now()}`; }, PAUSE);
  glass.addEventListener("load", () => { away.hidden = true; again(); });
  glass.addEventListener("error", () => { away.hidden = false; setTimeout(again, 800); });
  glass.addEventListener("pointerdown", (event) => {
    const box = glass.getBoundingClientRect();
    post(`${base}/touch`, {
      x: (event.clientX - box.left) / box.width,
      y: (event.clientY - box.top) / box.height,
    });
  });
  if (glass.complete) again();
  for (const button of section.querySelectorAll("[data-gtin]")) {
    button.addEventListener("click", async () => {
      const on = button.getAttribute("aria-pressed") !== "true";
      const answer = await post(`${base}/garment`, { gtin: button.dataset.gtin, on });
      if (answer.ok) button.setAttribute("aria-pressed", String(on));
    });
  }
}
