// The league's page moves by the stream; what that cannot tell is asked for.
import { tell } from "./times.js";
import { follow } from "./stream.js";
import { h, idOf, rowOf, scoreOf, tame } from "./rows.js";
import { patch, setOffline } from "./table.js";

const MOMENTS = 5;
const LATEST = 3; // Moments that somebody who has just come is shown.
const SPREAD = 2000; // Milliseconds over which pages ask that have to ask.

export function followLeague(live, table) {
  const league = `league:${live.dataset.league}`;
  let asking = null;

  // A change that concerns many pages must not have all of them ask at once.
  function askSoon() {
    asking ??= setTimeout(() => {
      asking = null;
      table.ask();
    }, Math.random() * SPREAD);
  }

  function takeRows(rows, gone) {
    const isDuel = live.querySelector("#table")?.classList.contains("h2h");
    const fresh = rows.map((row) => rowOf(row, isDuel));
    if (!patch(live, fresh, gone.map(idOf))) askSoon();
  }

  function takeAge(asOf, coverage) {
    const shown = live.querySelector(".read time");
    if (shown && asOf) shown.dateTime = asOf;
    const isFilling = live.querySelector(".filling") !== null;
    if (coverage && isFilling !== coverage.read < coverage.members) askSoon();
  }

  function takeLeague({ type, data }) {
    if (type === "change") {
      takeRows(data.rows, data.gone);
      showMoments(data.moments);
    } else if (String(data.gameweek) !== live.dataset.gameweek) askSoon();
    else if (data.items.length === data.total) takeRows(data.items, []);
    else askSoon();
    takeAge(data.as_of, data.coverage);
  }

  function takeGameweek({ type, data }) {
    const strip = live.querySelector("#scores");
    const fixtures = type === "change" ? data.fixtures : data.fixtures.items;
    if (!strip || (type === "snapshot" && String(data.gameweek.gameweek) !== live.dataset.gameweek)) return;
    for (const fixture of fixtures) {
      const held = strip.querySelector(`[data-fixture="${Number(fixture.fixture_id)}"]`);
      held?.replaceWith(scoreOf(fixture));
    }
  }

  showLatest(live.dataset.league);
  follow([league, "gameweek"], {
    hear(message) {
      if (message.topic === league) takeLeague(message);
      else takeGameweek(message);
      tell(live);
    },
    stand(isTold) {
      live.dataset.told = isTold;
      table.setTold(isTold);
      setOffline(live, !isTold);
      // Whoever is not told has to ask; who cannot ask either is offline.
      if (!isTold) table.ask();
    },
  });
}

// Whoever comes in the middle of a match sees what has just happened, too.
async function showLatest(league) {
  try {
    const answer = await fetch(`/leagues/${league}/timeline?limit=${LATEST}`);
    if (answer.ok) showMoments((await answer.json()).items.reverse(), false);
  } catch {
    // Then it begins with what happens next.
  }
}

const told = new Set();

// What happened is shown once, the newest first, and read out when there is time.
function showMoments(moments, isNew = true) {
  const list = document.getElementById("moments");
  if (!list) return;
  for (const moment of moments) {
    if (told.has(moment.event_id)) continue;
    told.add(moment.event_id);
    const time = h("time", { datetime: moment.at, "data-show": "hour" });
    list.prepend(h("li", { class: isNew ? "new" : "" }, time, " ", h("span", {}, tame(moment.text, 400))));
    tell(list);
  }
  while (list.children.length > MOMENTS) list.lastElementChild.remove();
  list.hidden = list.children.length === 0;
}
