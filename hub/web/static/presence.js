// Says that somebody has this page before their eyes, or has put the phone away; of the till's page,
// that it is on.
(() => {
  const till = document.body.classList.contains("till");
  const say = () => fetch(till ? "/v1/screen" : "/v1/presence", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ visible: !document.hidden }),
    keepalive: true,
  }).catch(() => {});
  document.addEventListener("visibilitychange", say);
  // A page in a pocket says so once, and then no more.
  setInterval(() => { if (!document.hidden) say(); }, 10_000);
  say();
})();
