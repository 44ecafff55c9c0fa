// What moves on a page. Everything works without it.
import { tell } from "./times.js";
import { watchLineups } from "./lineups.js";
import { followLeague } from "./moving.js";
import { watchPending, watchStatus, watchTable } from "./refresh.js";

tell(document);
setInterval(() => tell(document), 1000);

const live = document.getElementById("live");
if (live) {
  watchLineups(live);
  const table = watchTable(live);
  if (live.dataset.stream) followLeague(live, table);
}
const pending = document.getElementById("pending");
if (pending) watchPending(pending);
const how = document.getElementById("how");
if (how) watchStatus(how);
