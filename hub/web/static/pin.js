// The PIN pad: keys for a thumb in place of the phone's keyboard. Without it the plain field works.
(() => {
  const field = document.getElementById("pin");
  const pad = document.querySelector("[data-pad]");
  // The phone's own keyboard would cover the pad.
  if (matchMedia("(pointer: coarse)").matches) field.readOnly = true;
  else field.focus();
  pad.addEventListener("click", (event) => {
    const key = event.target.closest("[data-key]")?.dataset.key;
    if (key === undefined) return;
    field.value = key === "back" ? field.value.slice(0, -1) : (field.value + key).slice(0, field.maxLength);
  });
})();
