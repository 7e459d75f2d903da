// Keeps a page fresh: the store says that something changed, and a nudge fetches the partial again.
(() => {
  const link = document.querySelector("[data-link]");
  const nudge = () => document.body.dispatchEvent(new Event("nudge"));

  const listen = () => {
    const live = new EventSource("/v1/live");
    live.addEventListener("hello", () => { link.hidden = true; nudge(); });
    live.addEventListener("message", (event) => { if (event.data !== "catalogue") nudge(); });
    live.addEventListener("error", () => {
      link.hidden = false;
      // A refusal closes the stream for good; the partial then says why, or leads to the sign-in page.
      if (live.readyState === EventSource.CLOSED) { nudge(); setTimeout(listen, 5000); }
    });
  };

  document.addEventListener("visibilitychange", () => { if (!document.hidden) nudge(); });
  listen();
})();
