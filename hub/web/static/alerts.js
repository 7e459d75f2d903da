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
      started();
    });
  }

  // ── ringing ─────────────────────────────────────────────────────────────────────────────────────
  const tone = (pitch, at, over = null) => {
    const voice = sound.createOscillator(), volume = sound.createGain();
    const start = sound.currentTime + at;
    voice.frequency.value = pitch;
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(0.35, start + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, start + 0.35);
    voice.connect(volume).connect(sound.destination);
    voice.onended = over;
    voice.start(start);
    voice.stop(start + 0.4);
  };
  const count = (what) => { panel.dataset[what] = String(Number(panel.dataset[what] ?? 0) + 1); };
  const ring = () => {
    count("rang");
    if (wants("sound") && sound?.state === "running") {
      tone(880, 0);
      // Counted once it is over: the loudspeaker had it then.
      tone(1174.66, 0.18, () => count("sounded"));
    }
    // Refused, and complained of, before the first touch.
    if (wants("vibration") && navigator.userActivation?.hasBeenActive !== false) navigator.vibrate?.([180, 90, 180]);
  };

  // A ring is for a request and its step of the ladder, or for what the counter has to answer; once
  // on this device, whatever page is open.
  const RUNG = "shift.rung";
  const known = new Set();
  const look = (root) => {
    const cards = [...root.querySelectorAll(".waiting [data-rings]")]
      .map((card) => [card.dataset.request, Number(card.dataset.rings)]);
    const asked = (root.querySelector("[data-asks]")?.dataset.asks.split(" ") ?? []).map((id) => [id, 0]);
    const now = [...cards, ...asked]
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
        if (!answer.ok) return;
        const queue = new DOMParser().parseFromString(await answer.text(), "text/html");
        look(queue);
        const tally = queue.getElementById("to-answer");
        document.getElementById("to-answer")?.replaceChildren(...tally.childNodes);
      }, () => {});
    };
    document.body.addEventListener("nudge", () => { due ||= setTimeout(ask, 300); });
  }

  // ── awake, and heard ────────────────────────────────────────────────────────────────────────────
  const begun = () => sessionStorage.getItem("shift") === "on";
  const awake = async () => {
    if (!wants("awake")) { await lock?.release(); lock = null; return; }
    if (!begun() || document.hidden || (lock && !lock.released)) return;
    lock = await navigator.wakeLock?.request("screen").catch(() => null) ?? null;
    panel.dataset.awake = lock ? "yes" : "no";
  };
  // The button stays for as long as this page cannot ring, whatever was touched on the one before.
  const started = () => {
    const on = begun() && (sound?.state === "running" || !wants("sound"));
    panel.dataset.shift = on ? "on" : "off";
    begin.hidden = on;
  };
  // Never waited for: until a touch lets it, a browser may leave it open for ever.
  const hear = () => {
    if (!begun() || sound?.state === "running") return;
    if (!sound) {
      sound = new AudioContext();
      sound.onstatechange = started;
    }
    sound.resume().then(started, started);
  };
  const start = () => { awake(); hear(); started(); };
  begin.addEventListener("click", () => {
    sessionStorage.setItem("shift", "on");
    start();
    // On a context that is about to run it is heard as soon as it does.
    if (wants("sound")) tone(880, 0);
  });
  // A finger that comes down is no leave to ring yet; one that goes up is. Any touch is enough.
  for (const touch of ["pointerup", "click", "keydown"]) addEventListener(touch, hear);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) start(); });
  start();
  panel.hidden = false;
})();
