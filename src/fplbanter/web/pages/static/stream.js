// The stream: one connection, many topics, and the way back (docs/live.md).
const PAUSE = 1000; // Milliseconds before the second try; later ones wait longer.
const LONGEST = 10000;
const HIDDEN = 30000; // A page that nobody looks at for so long listens no more.
const FALLBACK = 2; // Sockets that fail before a word, after which events are tried.

// Calls `hear` with each message of the topics, and `stand` with whether it is told.
export function follow(topics, { hear, stand }) {
  const had = new Map(); // What we have of each topic.
  let line = null;
  let isTold = false;
  let failures = 0;
  let timer = null;
  let watchdog = null;
  let hiding = null;
  let heartbeat = 20;
  let comeBackIn = null;

  function alive() {
    clearTimeout(watchdog);
    watchdog = setTimeout(lost, 2500 * heartbeat);
  }

  function take(text) {
    const message = JSON.parse(text);
    alive();
    if (message.type === "hello") {
      heartbeat = message.heartbeat;
      failures = 0;
      return;
    }
    if (message.type !== "bye" && !isTold) stand((isTold = true));
    if (message.type === "bye") comeBackIn = message.come_back_in;
    else if (message.type === "error") again(message);
    else if (message.type === "resync") had.delete(message.topic);
    else if (message.topic !== undefined) {
      if (message.type === "change" && message.version <= had.get(message.topic)) return;
      had.set(message.topic, message.version);
      hear(message);
    }
  }

  // What cannot be had now is asked for again, where the server says when.
  function again({ topic, retry_in: seconds }) {
    const asked = line;
    if (topic && seconds) setTimeout(() => line === asked && line?.follow?.(topic), 1000 * seconds);
  }

  function socket() {
    const made = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws`);
    made.follow = (topic) => made.send(JSON.stringify({ type: "follow", topic, since: had.get(topic) ?? null }));
    made.onopen = () => {
      topics.forEach(made.follow);
      // Its answer says that there was nothing else to say.
      made.send('{"type": "ping"}');
    };
    made.onclose = () => line === made && lost();
    return made;
  }

  function events() {
    const query = new URLSearchParams(topics.map((topic) => ["topic", topic]));
    if (had.size) query.set("since", [...had].map(([topic, version]) => `${topic}@${version}`).join(","));
    const made = new EventSource(`/events?${query}`);
    made.onerror = () => line === made && lost();
    return made;
  }

  function open() {
    clearTimeout(timer);
    if (line || document.hidden) return;
    line = failures >= FALLBACK && failures % 2 === 0 ? events() : socket();
    const made = line;
    made.onmessage = ({ data }) => line === made && take(data);
    alive();
  }

  function close() {
    clearTimeout(timer);
    clearTimeout(watchdog);
    const made = line;
    line = null;
    made?.close();
  }

  // Everybody loses the line at the same moment, and comes back at another.
  function lost() {
    close();
    stand((isTold = false));
    const most = Math.min(LONGEST, PAUSE * 2 ** failures);
    const pause = comeBackIn === null ? Math.random() * most : comeBackIn * 1000;
    failures += comeBackIn === null ? 1 : 0;
    comeBackIn = null;
    timer = setTimeout(open, pause);
  }

  document.addEventListener("visibilitychange", () => {
    clearTimeout(hiding);
    if (document.hidden) hiding = setTimeout(close, HIDDEN);
    else open();
  });
  addEventListener("pagehide", close);
  addEventListener("pageshow", open);
  addEventListener("online", open);
  open();
}
