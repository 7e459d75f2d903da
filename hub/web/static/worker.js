// Keeps the app on the phone for when there is no line: the shell, pictures, and the last page seen.
// What a person saw is forgotten as soon as anybody comes to the door.
const KEPT = /^\/(floor|stock|till)?$/;
const DOOR = /^\/(sign-in|sign-out|switch|device)(\/|$)/;
const SHELL_CACHE = `shell-${SHELL.version}`;
const PAGES = "pages", PICTURES = "pictures", MOST_PICTURES = 150;
// A page that was seen before is shown after so many milliseconds without an answer.
const PATIENCE = 4_000;

const found = (name, key) => caches.open(name).then((cache) => cache.match(key));
const forget = () => caches.delete(PAGES);
const late = () => new Promise((_, refuse) => setTimeout(() => refuse(new Error("late")), PATIENCE));

const kept = async (path, answer, body) => {
  const headers = new Headers(answer.headers);
  headers.set("X-Kept", String(Date.now()));
  const cache = await caches.open(PAGES);
  await cache.put(path, new Response(body ?? await answer.blob(), { headers }));
};

const shell = async () => (await found(SHELL_CACHE, "/offline")) ?? Response.error();

// What is shown without a line says of when it is.
const dated = async (answer) => {
  const text = await answer.text();
  const from = `<html data-from="${answer.headers.get("X-Kept")}" `;
  return new Response(text.replace("<html ", from), { headers: answer.headers });
};

const page = async (event, path) => {
  const keeps = KEPT.test(path) && !new URL(event.request.url).search;
  const before = keeps ? await found(PAGES, path) : undefined;
  try {
    const asked = fetch(event.request);
    const answer = await (before ? Promise.race([asked, late()]) : asked);
    if (answer.status === 401) event.waitUntil(forget());
    if (keeps && answer.ok && !answer.redirected) event.waitUntil(kept(path, answer.clone()));
    return answer;
  } catch {
    if (before) return dated(before);
    return shell();
  }
};

const once = async (name, request, most) => {
  const cache = await caches.open(name);
  const before = await cache.match(request);
  if (before) return before;
  const answer = await fetch(request);
  if (answer.ok) {
    await cache.put(request, answer.clone());
    if (most) for (const old of (await cache.keys()).slice(0, -most)) await cache.delete(old);
  }
  return answer;
};

// The last one at once, and the next one for the next time: no page waits for a line that is not there.
const soon = async (event) => {
  const cache = await caches.open(SHELL_CACHE);
  const before = await cache.match(event.request);
  const asked = fetch(event.request).then(async (answer) => {
    if (answer.ok) await cache.put(event.request, answer.clone());
    return answer;
  });
  if (!before) return asked;
  event.waitUntil(asked.catch(() => {}));
  return before;
};

// What a page asks for by itself is never kept: where a browser can be told so, it goes past here.
const PAST = ["/queue", "/:page/now", "/v1/*", "/health"];

self.addEventListener("install", (event) => {
  event.addRoutes?.(PAST.map((urlPattern) => ({ condition: { urlPattern }, source: "network" })));
  const shell = caches.open(SHELL_CACHE).then((cache) => cache.addAll(SHELL.files));
  event.waitUntil(shell.then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith("shell-") && name !== SHELL_CACHE;
  const clear = caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))));
  event.waitUntil(clear.then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (DOOR.test(pathname)) event.waitUntil(forget());
  if (request.mode === "navigate" && request.method !== "GET") event.respondWith(fetch(request).catch(shell));
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(page(event, pathname));
  else if (pathname.startsWith("/static/") || pathname.startsWith("/icons/")) event.respondWith(once(SHELL_CACHE, request));
  else if (pathname.startsWith("/media/")) event.respondWith(once(PICTURES, request, MOST_PICTURES));
  else if (pathname === "/brand.css") event.respondWith(soon(event));
});

// A page that was there before its worker is seen to now, as it would have been then.
const claim = async (path) => {
  await self.clients.claim();
  if (!KEPT.test(path)) return;
  const answer = await fetch(path);
  if (answer.ok && !answer.redirected) await kept(path, answer);
};

// The newest state of a page that is open; one that was forgotten meanwhile stays forgotten, and
// what somebody else sees by now is not replaced by a window that was left open before them.
const whose = (text) => /data-me="([^"]*)"/.exec(text)?.[1];
self.addEventListener("message", (event) => {
  const path = new URL(event.source.url).pathname;
  const renew = async () => {
    const before = await found(PAGES, path);
    if (before && whose(await before.clone().text()) === whose(event.data.keep)) await kept(path, before, event.data.keep);
  };
  if (event.data?.keep) event.waitUntil(renew());
  if (event.data?.claim) event.waitUntil(claim(path).catch(() => {}));
});
