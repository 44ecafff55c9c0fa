// Times as the reader's own clock shows them, and ages that grow.
// The server's clock decides what "now" is: a demo's runs faster than ours.
let ahead = 0;

export function setNow(iso) {
  if (iso) ahead = Date.parse(iso) - Date.now();
}
setNow(document.documentElement.dataset.now);

const now = () => Date.now() + ahead;

const kickoff = new Intl.DateTimeFormat(undefined, { weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const moment = new Intl.DateTimeFormat(undefined, {
  weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit",
  hourCycle: "h23", timeZoneName: "short",
});

const hour = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

// A time near by, with its day only if that is another one.
function near(time) {
  const other = new Date(time).toDateString() !== new Date(now()).toDateString();
  return (other ? kickoff : hour).format(time);
}

const shown = { hour: near, kickoff: (time) => kickoff.format(time), moment: (time) => moment.format(time) };

function span(seconds) {
  const s = Math.floor(seconds);
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min`;
  if (s < 21600) return `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`;
  if (s < 86400) return `${Math.floor(s / 3600)} h`;
  return `${Math.floor(s / 86400)} d ${Math.floor((s % 86400) / 3600)} h`;
}

function age(time) {
  const seconds = (now() - time) / 1000;
  return seconds < 5 ? "read just now" : `read ${span(seconds)} ago`;
}

function put(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

export function tell(root) {
  for (const node of root.querySelectorAll("time[data-show]")) {
    const time = Date.parse(node.dateTime);
    if (node.dataset.show === "ago") {
      put(node, age(time));
      node.title = moment.format(time);
    } else {
      put(node, shown[node.dataset.show](time));
    }
  }
  for (const node of root.querySelectorAll("[data-until]")) {
    const left = (Date.parse(node.dataset.until) - now()) / 1000;
    put(node, left > 0 ? `in ${span(left)}` : "passed");
  }
}
