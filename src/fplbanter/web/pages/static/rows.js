// A row of the table and a match, made from what the stream says: the same as the
// server makes in _table.html and _fixtures.html. A test holds them to each other.
const CHIPS = {
  wildcard: ["WC", "Wildcard"],
  free_hit: ["FH", "Free Hit"],
  bench_boost: ["BB", "Bench Boost"],
  triple_captain: ["TC", "Triple Captain"],
  assistant_manager: ["AM", "Assistant Manager"],
};

// Controls, and marks that turn the line around; as in wording.py.
const HOSTILE = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]+/g;

export function tame(text, most) {
  const clean = [...text].slice(0, 4 * most).join("").replace(HOSTILE, " ").trim().replace(/\s+/g, " ");
  const letters = [...clean];
  return letters.length <= most ? clean : `${letters.slice(0, most - 1).join("")}…`;
}
const name = (text) => tame(text, 80) || "(no name)";
const n = (value) => value.toLocaleString("en-GB").replace("-", "−");

// An element with attributes and children; a child that is false or null is none.
// Text is only ever put in as text, since names are made by strangers.
export function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) if (value) node.setAttribute(key, value);
  node.append(...children.flat().filter((child) => child || child === 0));
  return node;
}

const bdi = (text) => h("bdi", {}, name(text));
const none = (...what) => h("span", { class: "none" }, ...what);

function rank(row) {
  const { movement } = row;
  const way = movement > 0 ? "up" : "down";
  const moved = movement !== 0 && h("span", { class: way }, h("span", { class: "vh" }, ` ${way} `), n(Math.abs(movement)));
  return h("td", { class: "rank" }, n(row.rank), moved);
}

function link(row) {
  const query = new URLSearchParams(location.search);
  query.set("open", row.entry_id);
  const href = `${location.pathname}?${query}#e${row.entry_id}`;
  return h("a", { href, "aria-expanded": "false" }, bdi(row.entry_name));
}

function team(row) {
  const who = row.entry_id
    ? [link(row), h("small", {}, bdi(row.manager_name))]
    : [h("span", {}, "Average"), h("small", {}, "stands in for the odd one out")];
  return h("th", { scope: "row", class: "team" }, who);
}

function captain(row) {
  if (row.source === "official" && row.entry_id) return [none("line-up not read yet")];
  const held = row.captain;
  if (!held) return row.entry_id && row.source === "live" ? [none("no captain")] : [];
  const waits = held.certainty === "pending";
  const vice = held.vice && [h("abbr", { title: "The vice-captain has the armband" }, "(V)"), " "];
  const points = waits && !held.points ? "–" : n(held.points * held.multiplier);
  const times = held.multiplier > 2 && ` ×${held.multiplier}`;
  const marks = waits ? { class: "none", title: "yet to play" } : {};
  return [h("span", marks, ...(vice || []), `${held.player.name} `, h("b", {}, points), times)];
}

const chip = (row) => {
  if (!row.chip) return [];
  const [short, long] = CHIPS[row.chip] ?? [row.chip, row.chip];
  return [" ", h("abbr", { class: `chip ${row.chip}`, title: long }, short)];
};

function substitution(sub) {
  const [coming, going] = [sub.player_in.name, sub.player_out.name];
  if (sub.certainty === "pending") return `${coming} replaces ${going} if he plays.`;
  if (sub.certainty === "certain") return `${coming} (${n(sub.points)}) is on for ${going}.`;
  return `${coming} (${n(sub.points)}) is set to replace ${going}, unless a change before it goes another way.`;
}

function subs(row) {
  if (!row.auto_subs.length) return [];
  const told = row.auto_subs.map((sub) => {
    const waits = sub.certainty === "pending";
    const what = `${sub.player_in.name}${waits ? "?" : ` ${n(sub.points)}`}`;
    return h("span", { class: waits && "none", title: substitution(sub) }, what);
  });
  return [h("small", { class: "subs" }, told)];
}

function match(row) {
  const duel = row.head_to_head;
  if (!duel || duel.opponent_name === null) return none("no match");
  const score = `${n(row.net_points)}–${n(duel.opponent_points ?? 0)}`;
  return h("span", { class: "match" }, h("b", {}, score), " v ", bdi(duel.opponent_name));
}

function armband(row, isDuel) {
  const what = [...captain(row), ...chip(row)];
  const shown = isDuel ? [match(row), h("small", {}, what)] : what;
  return h("td", { class: "cap" }, shown, subs(row));
}

function left(row) {
  const cell = h("td", { class: "left" });
  if (row.players_left === null) return cell;
  cell.append(row.players_left, h("i", {}, " left"));
  if (row.players_playing) cell.append(h("small", {}, `${row.players_playing} on`));
  return cell;
}

const official = (points) => h("abbr", { class: "fpl", title: `FPL’s own table says ${n(points)}` }, `FPL ${n(points)}`);

function gameweek(row) {
  const parts = [];
  if (row.hit) {
    const title = `${n(row.gross_points)} before a hit of ${row.hit}`;
    parts.push(h("abbr", { title }, `${n(row.gross_points)} (−${row.hit})`));
  }
  const said = row.official?.gross_points;
  if (row.official && said !== row.gross_points) parts.push(official(said));
  return h("td", { class: "gw" }, h("b", {}, n(row.net_points)), parts.length > 0 && h("small", {}, parts));
}

function total(row, isDuel) {
  const duel = row.head_to_head;
  if (isDuel && duel) {
    const record = `${duel.won}-${duel.drawn}-${duel.lost}`;
    return h("td", { class: "total" }, h("b", {}, n(duel.league_points)), h("small", {}, record));
  }
  const other = row.official && row.official.total !== row.total;
  return h("td", { class: "total" }, h("b", {}, n(row.total)), other && h("small", {}, official(row.official.total)));
}

export const idOf = (entry) => `e${entry ?? "average"}`;

export function rowOf(row, isDuel) {
  const cells = [rank(row), team(row), armband(row, isDuel), left(row), gameweek(row), total(row, isDuel)];
  return h("tr", { id: idOf(row.entry_id) }, cells);
}

function stands(fixture) {
  if (fixture.state === "playing") return h("small", { class: "on" }, `${fixture.minutes}′`);
  if (fixture.state !== "to_play") return h("small", {}, "FT");
  if (!fixture.kickoff) return h("small", {}, "no date");
  return h("small", {}, h("time", { datetime: fixture.kickoff, "data-show": "kickoff" }));
}

export function scoreOf(fixture) {
  const begun = fixture.home_goals !== null && fixture.state !== "to_play";
  const score = begun ? h("b", {}, `${fixture.home_goals}–${fixture.away_goals}`) : h("span", { class: "vs" }, "v");
  const club = (short, long) => h("abbr", { title: long }, short);
  const parts = [club(fixture.home, fixture.home_name), score, club(fixture.away, fixture.away_name), stands(fixture)];
  return h("li", { class: `bug ${fixture.state}`, "data-fixture": String(fixture.fixture_id) }, parts);
}
