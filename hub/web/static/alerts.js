// Rings for what is new and for what was escalated, vibrates, and keeps the screen awake on a shift.
(() => {
  const panel = document.querySelector("[data-shift]");
  if (!panel) return;
  const begin = panel.querySelector("[data-begin]");
  // The till rings for nothing but what everybody else has left lying.
  const least = Number(panel.dataset.least ?? 0);
  const wants = (name) => localStorage.getItem(`shift.${name}`) !== "off";
  let sound = null, lock = null;

  // ── what one has chosen on this device ──────────────────────────────────────────────────────────
  for (const box of panel.querySelectorAll("[data-wants]")) {
    box.checked = wants(box.dataset.wants);
    box.addEventListener("change", () => {
      localStorage.setItem(`shift.${box.dataset.wants}`, box.checked ? "on" : "off");
      awake();
    });
  }

  // ── ringing ─────────────────────────────────────────────────────────────────────────────────────
  const tone = (pitch, at) => {
    const voice = sound.createOscillator(), volume = sound.createGain();
    const start = sound.currentTime + at;
    voice.frequency.value = pitch;
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(0.35, start + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, start + 0.35);
    voice.connect(volume).connect(sound.destination);
    voice.start(start);
    voice.stop(start + 0.4);
  };
  const ring = () => {
    panel.dataset.rang = String(Number(panel.dataset.rang ?? 0) + 1);
    if (wants("sound") && sound?.state === "running") { tone(880, 0); tone(1174.66, 0.18); }
    // Refused, and complained of, before the first touch.
    if (wants("vibration") && navigator.userActivation?.hasBeenActive !== false) navigator.vibrate?.([180, 90, 180]);
  };

  // A ring is for a request and its step of the ladder, once on this device, whatever page is open.
  const RUNG = "shift.rung";
  const known = new Set();
  const look = (root) => {
    const now = [...root.querySelectorAll(".waiting [data-rings]")]
      .map((card) => [card.dataset.request, Number(card.dataset.rings)])
      .filter(([, step]) => step >= least)
      .map(([request, step]) => `${request}/${step}`);
    // Most looks bring nothing to ring for, and reading what is kept costs.
    if (now.every((key) => known.has(key))) return;
    const rung = JSON.parse(localStorage.getItem(RUNG) ?? "[]");
    for (const key of [...rung, ...now]) known.add(key);
    const fresh = now.filter((key) => !rung.includes(key));
    if (!fresh.length) return;
    localStorage.setItem(RUNG, JSON.stringify([...rung, ...fresh].slice(-400)));
    ring();
  };
  const list = document.querySelector("#queue, #till");
  if (list) {
    document.addEventListener("part:drawn", () => look(list));
    look(list);
  } else {
    let due = 0;
    const ask = () => {
      due = 0;
      fetch("/queue").then(async (answer) => {
        // Nobody is signed in any more, or this device was shut out: the door says which.
        if (answer.status === 401) location.assign("/sign-in");
        if (answer.ok) look(new DOMParser().parseFromString(await answer.text(), "text/html"));
      }, () => {});
    };
    document.body.addEventListener("nudge", () => { due ||= setTimeout(ask, 300); });
  }

  // ── awake, and heard ────────────────────────────────────────────────────────────────────────────
  const awake = async () => {
    if (!wants("awake")) { await lock?.release(); lock = null; return; }
    if (!sound || document.hidden || (lock && !lock.released)) return;
    lock = await navigator.wakeLock?.request("screen").catch(() => null) ?? null;
    panel.dataset.awake = lock ? "yes" : "no";
  };
  const started = () => {
    const on = sound?.state === "running";
    panel.dataset.shift = on ? "on" : "off";
    begin.hidden = on;
  };
  const start = async () => {
    sound ??= new AudioContext();
    sound.onstatechange = started;
    await sound.resume();
    started();
    await awake();
  };
  begin.addEventListener("click", () => { start().then(() => { if (wants("sound")) tone(880, 0); }); });
  // On another page of the same shift the first touch of anything is enough.
  addEventListener("pointerdown", () => { if (sessionStorage.getItem("shift")) start(); }, { once: true });
  begin.addEventListener("click", () => sessionStorage.setItem("shift", "on"));
  document.addEventListener("visibilitychange", () => { if (!document.hidden) awake(); });
  panel.hidden = false;
})();
