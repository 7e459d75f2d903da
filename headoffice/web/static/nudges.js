// What pages that follow the events share: parts of pages, nudges that say that something came, and
// what they say of their line.
"use strict";
{
  const clock = () => new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hour12: false });

  // A part of a page as text; whoever is signed out by now goes to sign in.
  const part = async (path) => {
    const answer = await fetch(path);
    if (answer.redirected || answer.status === 401) location.assign("/sign-in");
    if (!answer.ok) throw new Error((await answer.json()).detail);
    return answer.text();
  };

  // One reading at a time; what comes meanwhile causes one more, not many.
  const gently = (read, pause, told) => {
    let running = false, again = false;
    const run = async () => {
      if (running) { again = true; return; }
      running = true;
      try { await read(); told.arrived(); } catch (error) { told.failed(error); }
      setTimeout(() => { running = false; if (again) { again = false; run(); } }, pause);
    };
    return run;
  };

  // How the line stands, said in the page's own words.
  const line = (state, quiet = () => false) => {
    let since = clock();
    const say = (text) => { if (!quiet() && state.textContent !== text) state.textContent = text; };
    const notSince = () => state.dataset.since.replace("{time}", since);
    return {
      arrived: () => { since = clock(); say(state.dataset.live); },
      failed: (error) => say(`${notSince()}. ${error.message}`),
      lost: () => say(`${notSince()}; ${state.dataset.again}`),
    };
  };

  // Calls back with the stores of each commit, and as the line comes up.
  const nudges = (told, came) => {
    const source = new EventSource("/v1/live");
    source.addEventListener("open", () => { told.arrived(); came(null); });
    source.addEventListener("error", told.lost);
    source.addEventListener("stored", (event) => came(JSON.parse(event.data).stores));
  };

  window.following = { clock, part, gently, line, nudges };
}
