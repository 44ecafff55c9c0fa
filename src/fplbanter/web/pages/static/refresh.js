// The table keeps itself up to date, and keeps what the reader has opened.
import { setNow, tell } from "./times.js";
import { dress, renew, sheetOf } from "./lineups.js";
import { followBanner } from "./banner.js";

const told = new WeakMap(); // A row or cell, and the HTML the server last sent for it.

const parse = (html) => new DOMParser().parseFromString(html, "text/html");
const rowsOf = (root) => [...root.querySelectorAll("tbody tr[id^=e]")];
const calm = matchMedia("(prefers-reduced-motion: reduce)");

function remember(root) {
  for (const row of rowsOf(root)) for (const cell of row.cells) told.set(cell, plain(cell));
}

// What the server sent, without what the modules have added since.
const plain = (cell) => cell.innerHTML.replace(/ (role|aria-expanded|href)="[^"]*"/g, "");

function flash(cell) {
  if (calm.matches) return;
  cell.classList.remove("flash");
  void cell.offsetWidth; // Starts the animation again.
  cell.classList.add("flash");
}

function patchRow(row, fresh) {
  let changed = false;
  [...fresh.cells].forEach((cell, i) => {
    const html = plain(cell);
    const held = row.cells[i];
    if (told.get(held) === html) return;
    const focused = held.contains(document.activeElement);
    held.innerHTML = cell.innerHTML;
    told.set(held, html);
    flash(held);
    changed = true;
    if (focused) held.querySelector("a")?.focus({ preventScroll: true });
  });
  if (changed) dress(row);
}

// Rows are moved only when their order changes; an open line-up goes with its row.
function patchRows(body, fresh) {
  const held = new Map(rowsOf(body.parentElement).map((row) => [row.id, row]));
  let place = body.firstElementChild;
  for (const newRow of rowsOf(fresh)) {
    const row = held.get(newRow.id) ?? document.adoptNode(newRow);
    held.delete(newRow.id);
    if (row === newRow) for (const cell of row.cells) told.set(cell, plain(cell));
    else patchRow(row, newRow);
    const sheet = sheetOf(row);
    if (row === place) place = (sheet ?? row).nextElementSibling;
    else {
      body.insertBefore(row, place);
      if (sheet) body.insertBefore(sheet, place);
    }
    if (row === newRow) dress(row);
  }
  for (const row of held.values()) {
    sheetOf(row)?.remove();
    row.remove();
  }
}

function replacePart(live, fresh, id) {
  const old = live.querySelector(`#${id}`);
  const part = fresh.getElementById(id);
  if (!old || !part) return;
  const scrolled = old.scrollLeft;
  if (old.innerHTML !== part.innerHTML) old.replaceChildren(...part.childNodes);
  old.scrollLeft = scrolled;
  Object.assign(old.dataset, part.dataset);
}

function show(live, html) {
  const fresh = parse(html);
  followBanner(fresh);
  const table = live.querySelector("#table");
  const freshTable = fresh.getElementById("table");
  if (!table || !freshTable || table.className !== freshTable.className) {
    live.replaceChildren(...fresh.body.childNodes);
    rowsOf(live).forEach(dress);
    remember(live);
    return;
  }
  const scroll = scrollY;
  const focused = document.activeElement;
  for (const id of ["status", "scores", "headlines", "pager"]) replacePart(live, fresh, id);
  patchRows(table.tBodies[0], freshTable);
  // A row that was moved has lost the focus on the way.
  if (focused.isConnected) focused.focus({ preventScroll: true });
  scrollTo({ top: scroll, behavior: "instant" });
  for (const row of rowsOf(live)) if (sheetOf(row)) renew(live, row);
}

function setOffline(live, isOffline) {
  const word = live.querySelector(".offline");
  if (word) word.hidden = !isOffline;
}

export function watchTable(live) {
  let etag = null;
  let timer = null;
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
    const every = Number(live.querySelector("#status")?.dataset.every ?? 15);
    timer = setTimeout(() => refresh().finally(plan), every * 1000);
  }

  // A hidden page asks for nothing; one that is looked at again asks at once.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) clearTimeout(timer);
    else refresh().finally(plan);
  });
  addEventListener("online", () => refresh().finally(plan));
  plan();
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
