// Rows open in place. Without this module the same links load the page anew.
const COLUMNS = 6;

const control = (row) => row.querySelector(".team a");
export const sheetOf = (row) => {
  const next = row.nextElementSibling;
  return next && next.classList.contains("lineup") ? next : null;
};

// A link that opens something in place is a button, and says whether it is open.
export function dress(row) {
  const link = control(row);
  if (!link) return;
  link.setAttribute("role", "button");
  link.setAttribute("aria-expanded", String(sheetOf(row) !== null));
  row.classList.toggle("open", sheetOf(row) !== null);
}

function address(live, row) {
  const entry = row.id.slice(1);
  return `/l/${live.dataset.league}/lineup/${entry}?gameweek=${live.dataset.gameweek}`;
}

async function fragment(url) {
  const answer = await fetch(url, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return { ok: answer.ok, nodes: [...page.body.childNodes] };
}

function emptySheet(row) {
  const sheet = document.createElement("tr");
  sheet.className = "lineup";
  sheet.id = `l${row.id.slice(1)}`;
  const cell = sheet.insertCell();
  cell.colSpan = COLUMNS;
  return sheet;
}

async function open(live, row) {
  if (row.ariaBusy === "true") return;
  row.ariaBusy = "true";
  try {
    const { nodes } = await fragment(address(live, row));
    if (!row.isConnected || sheetOf(row)) return;
    const sheet = emptySheet(row);
    sheet.cells[0].append(...nodes);
    row.after(sheet);
    dress(row);
  } catch {
    location.assign(control(row).href);
  } finally {
    row.ariaBusy = null;
  }
}

function close(row) {
  sheetOf(row)?.remove();
  dress(row);
}

// The numbers in an open line-up move too; if that fails the old ones stay.
export async function renew(live, row) {
  try {
    const { ok, nodes } = await fragment(address(live, row));
    if (ok) sheetOf(row)?.cells[0].replaceChildren(...nodes);
  } catch {
    // The table's own refresh says that we are offline.
  }
}

const toggle = (live, row) => (sheetOf(row) ? close(row) : open(live, row));

export function watchLineups(live) {
  for (const row of live.querySelectorAll("tbody tr[id^=e]")) dress(row);
  live.addEventListener("click", (event) => {
    const row = event.target.closest("tbody tr[id^=e]");
    if (!row || !control(row) || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
    if (String(getSelection())) return;
    event.preventDefault();
    toggle(live, row);
  });
  live.addEventListener("keydown", (event) => {
    const link = event.target.closest(".team a");
    if (link && event.key === " ") {
      event.preventDefault();
      toggle(live, link.closest("tr"));
    }
    if (event.key === "Escape") leave(event.target.closest("tbody tr"));
  });
}

// Escape closes the line-up around the focus and goes back to its row.
function leave(row) {
  if (!row) return;
  const owner = row.classList.contains("lineup") ? row.previousElementSibling : row;
  if (!sheetOf(owner)) return;
  close(owner);
  control(owner).focus();
}
