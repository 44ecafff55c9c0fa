// The table keeps itself up to date: it asks, and less often while it is told.
import { setNow, tell } from "./times.js";
import { followBanner } from "./banner.js";
import { parse, remember, setOffline, show } from "./table.js";

const TOLD = 60; // Seconds between two questions while the stream tells what changes.

export function watchTable(live) {
  let etag = null;
  let timer = null;
  let isTold = false;
  remember(live);

  async function refresh() {
    try {
      const headers = etag ? { "If-None-Match": etag } : {};
      const answer = await fetch(live.dataset.table, { headers, cache: "no-store" });
      setNow(answer.headers.get("FPLBanter-Now"));
      if (answer.status === 200) {
        show(live, await answer.text());
        etag = answer.headers.get("ETag");
      }
      setOffline(live, answer.status >= 400);
    } catch {
      setOffline(live, true);
    }
    tell(document);
  }

  function plan() {
    clearTimeout(timer);
    if (document.hidden) return;
    const asked = Number(live.querySelector("#status")?.dataset.every ?? 15);
    const every = isTold && asked >= 15 ? TOLD : asked;
    timer = setTimeout(() => refresh().finally(plan), every * 1000);
  }

  // A hidden page asks for nothing; one that is looked at again asks at once.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) clearTimeout(timer);
    else refresh().finally(plan);
  });
  addEventListener("online", () => refresh().finally(plan));
  plan();

  return {
    ask: () => refresh().finally(plan),
    setTold(told) {
      isTold = told;
      plan();
    },
  };
}

// Until FPL has answered: ask for the progress, then load the table.
export function watchPending(pending) {
  async function ask() {
    try {
      const answer = await fetch(pending.dataset.progress, { cache: "no-store" });
      const fresh = parse(await answer.text());
      followBanner(fresh);
      const state = fresh.getElementById("progress")?.dataset.state;
      if (state === "reading" || state === "complete" || answer.status === 404 || answer.status === 403) {
        location.reload();
        return;
      }
      if (state) pending.replaceChildren(...fresh.body.childNodes);
    } catch {
      // Asked again below.
    }
    setTimeout(ask, document.hidden ? 5000 : 1500);
  }
  setTimeout(ask, 1000);
}

// How it is changes by the second, but nobody reads that fast.
export function watchStatus(how) {
  const every = 10000;

  async function ask() {
    try {
      const answer = await fetch(location.pathname, { cache: "no-store" });
      const fresh = parse(await answer.text());
      followBanner(fresh);
      setNow(fresh.documentElement.dataset.now);
      const part = fresh.getElementById("how");
      if (part) how.replaceChildren(...part.childNodes);
      tell(document);
    } catch {
      // What was true a moment ago stays; asked again below.
    }
  }

  setInterval(() => document.hidden || ask(), every);
}
