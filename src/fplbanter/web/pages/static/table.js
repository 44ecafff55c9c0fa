// The table on the page: cells are changed in place, rows move, and what the reader
// has opened, focused or scrolled to stays.
import { dress, renew, sheetOf } from "./lineups.js";
import { followBanner } from "./banner.js";

const told = new WeakMap(); // A row or cell, and the HTML the server last sent for it.

export const parse = (html) => new DOMParser().parseFromString(html, "text/html");
export const rowsOf = (root) => [...root.querySelectorAll("tbody tr[id^=e]")];
const calm = matchMedia("(prefers-reduced-motion: reduce)");

export function remember(root) {
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
function place(body, rows) {
  let next = body.firstElementChild;
  for (const row of rows) {
    const sheet = sheetOf(row);
    if (row === next) next = (sheet ?? row).nextElementSibling;
    else {
      body.insertBefore(row, next);
      if (sheet) body.insertBefore(sheet, next);
    }
  }
}

function drop(row) {
  sheetOf(row)?.remove();
  row.remove();
}

// A row that is new to the page, or the one that is there with its new cells.
function taken(held, fresh) {
  const row = held.get(fresh.id);
  held.delete(fresh.id);
  if (row) {
    patchRow(row, fresh);
    return row;
  }
  const added = document.adoptNode(fresh);
  for (const cell of added.cells) told.set(cell, plain(cell));
  return added;
}

function patchRows(body, fresh) {
  const held = new Map(rowsOf(body.parentElement).map((row) => [row.id, row]));
  const known = new Set(held.values());
  const rows = rowsOf(fresh).map((row) => taken(held, row));
  held.forEach(drop);
  moving(rows, () => place(body, rows));
  for (const row of rows) if (!known.has(row)) dress(row);
}

// Who changes place glides there, unless the reader wants it calm.
function moving(rows, move) {
  const tops = new Map(rows.filter((row) => row.isConnected).map((row) => [row, row.getBoundingClientRect().top]));
  move();
  if (calm.matches) return;
  for (const [row, top] of tops) {
    const way = top - row.getBoundingClientRect().top;
    if (way) row.animate({ transform: [`translateY(${way}px)`, "none"] }, { duration: 700, easing: "ease-in-out" });
  }
}

const rankOf = (row) => Number(row.cells[0].firstChild.textContent.replace(/\D/g, ""));

// Says whether what changed is all on this page: of a long table it shows a part,
// and who comes in from elsewhere, or who takes his place, only the server knows.
function isHere(live, rows, held, gone) {
  if (!live.querySelector("#pager a")) return true;
  const ranks = [...held.values()].map(rankOf);
  const [least, most] = [Math.min(...ranks), Math.max(...ranks)];
  if (gone.some((id) => held.has(id))) return false;
  return rows.every((row) => {
    const rank = rankOf(row);
    const inside = rank >= least && rank <= most;
    return held.has(row.id) ? inside : rank < least || rank > most;
  });
}

// Takes in rows that have changed, and those that are gone; says whether it could.
export function patch(live, fresh, gone) {
  const body = live.querySelector("#table")?.tBodies[0];
  if (!body) return false;
  const before = rowsOf(live);
  const held = new Map(before.map((row) => [row.id, row]));
  if (!isHere(live, fresh, held, gone)) return false;
  const whole = !live.querySelector("#pager a");
  const wanted = fresh.filter((row) => whole || held.has(row.id));
  for (const id of gone) if (held.has(id)) drop(held.get(id));
  keepingPlace(() => {
    const changed = wanted.map((row) => taken(held, row));
    const rows = [...new Set([...before, ...changed])].filter((row) => !gone.includes(row.id));
    rows.sort((one, other) => rankOf(one) - rankOf(other));
    moving(rows, () => place(body, rows));
    for (const row of changed) {
      dress(row);
      if (sheetOf(row)) renew(live, row);
    }
  });
  return true;
}

// A row that was moved has lost the focus on the way, and the page may have jumped.
function keepingPlace(change) {
  const scroll = scrollY;
  const focused = document.activeElement;
  change();
  if (focused.isConnected) focused.focus({ preventScroll: true });
  scrollTo({ top: scroll, behavior: "instant" });
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

export function show(live, html) {
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
  keepingPlace(() => {
    for (const id of ["status", "scores", "headlines", "pager"]) replacePart(live, fresh, id);
    patchRows(table.tBodies[0], freshTable);
  });
  for (const row of rowsOf(live)) if (sheetOf(row)) renew(live, row);
}

export function setOffline(live, isOffline) {
  const word = live.querySelector(".offline");
  if (word) word.hidden = !isOffline;
}
