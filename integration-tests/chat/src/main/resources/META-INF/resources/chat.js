'use strict';

const LINES_KEPT = 500;          // of each topic
const TOPICS_KEPT = 100;
const RECONNECT_MIN = 250;       // ms
const RECONNECT_MAX = 5000;
const NOTICE_SHOWN = 8000;
const NEWS_SHOWN = 5;

const $ = id => document.getElementById(id);
const svg = (name, attributes) => {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  return element;
};
const html = (name, className, text) => {
  const element = document.createElement(name);
  element.className = className;
  element.textContent = text;
  return element;
};

/* ---- topics and lines ---- */

const topics = new Map();        // name -> { lines, unread }
let current = 'chat';

function topic(name) {
  if (!topics.has(name) && topics.size < TOPICS_KEPT) {
    topics.set(name, { lines: [], unread: 0 });
    showTopics();
  }
  return topics.get(name);
}

function showTopics() {
  $('topics').replaceChildren(...[...topics].map(([name, { unread }]) => {
    const button = html('button', '', name);
    button.type = 'button';
    button.setAttribute('aria-current', String(name === current));
    if (unread) button.append(html('span', 'unread', unread));
    button.onclick = () => open(name);
    const item = document.createElement('li');
    item.append(button);
    return item;
  }));
}

function open(name) {
  const opened = topic(name);
  if (!opened) return notice(`no more than ${TOPICS_KEPT} topics are shown`);
  current = name;
  opened.unread = 0;
  showTopics();
  $('lines').replaceChildren(...opened.lines.map(lineElement));
  $('lines').scrollTop = $('lines').scrollHeight;
  $('empty').hidden = opened.lines.length > 0;
  $('text').focus();
}

function showLine(line) {
  if ('missedFrom' in line) {
    topics.forEach((each, name) => put(name, each, line));
    return;
  }
  const target = topic(line.topic);
  if (target) put(line.topic, target, line);
}

function put(name, target, line) {
  target.lines.push(line);
  if (target.lines.length > LINES_KEPT) target.lines.shift();
  if (name !== current) {
    target.unread++;
    showTopics();
    return;
  }
  const list = $('lines');
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
  list.append(lineElement(line));
  if (list.childElementCount > LINES_KEPT) list.firstElementChild.remove();
  if (atEnd) list.scrollTop = list.scrollHeight;
  $('empty').hidden = true;
}

function lineElement(line) {
  if ('missedFrom' in line) {
    return html('li', 'missed', `${line.missedTo - line.missedFrom + 1} deliveries are no longer kept`);
  }
  const item = document.createElement('li');
  const name = (line.headers || {}).name;
  const who = html('span', 'who', name ? `${name} · ${line.origin}` : line.origin);
  who.style.color = colour(line.origin);
  const text = html('span', 'text', line.text ?? `(${atob(line.base64).length} bytes that are no text)`);
  const way = html('span', 'way', line.hops === 0 ? 'here' : `${line.hops} ${line.hops === 1 ? 'hop' : 'hops'} · ${latency(line)}`);
  way.title = `${line.origin} / epoch ${line.epoch} / ${line.topic} / ${line.sequence}, sent ${line.sentAt}`;
  item.append(who, text, way);
  return item;
}

/* sentAt has milliseconds, and is the other machine's clock. */
function latency(line) {
  const ms = Date.parse(line.receivedAt) - Date.parse(line.sentAt);
  return ms < 1 ? '< 1 ms' : ms < 10000 ? `${ms} ms` : `${Math.round(ms / 1000)} s`;
}

function colour(origin) {
  let hash = 0;
  for (const c of origin) hash = (hash * 31 + c.codePointAt(0)) >>> 0;
  return `hsl(${(hash * 137.508) % 360} 60% var(--name-lightness))`;
}

/* ---- the node ---- */

function showNode(node) {
  $('node').textContent = node.id;
  document.title = `${node.id} · Plumtree chat`;
  state(node.health.ready ? 'ready' : 'waiting', node.health.reason || (node.health.ready ? 'ready' : 'not ready'));
  showGraph(node);
  $('peers').replaceChildren(...node.peers.map(peer => {
    const item = document.createElement('li');
    const who = peer.page && /^https?:/.test(peer.page) ? document.createElement('a') : document.createElement('span');
    who.textContent = peer.id;
    if (who.tagName === 'A') {
      who.href = peer.page;
      who.target = '_blank';
      who.rel = 'noopener';
      who.title = 'open its page';
    }
    const rtt = peer.roundTripMicros == null ? '' : ` · ${(peer.roundTripMicros / 1000).toFixed(1)} ms`;
    item.append(who, html('span', 'how', how(peer) + (peer.linked ? rtt : '')));
    return item;
  }));
  showMembers(node);
  const c = node.engine.counters;
  const rows = [
    ['broadcast here', c.broadcasts], ['delivered here', c.delivered], ['payloads received', c.payloadsReceived],
    ['of them duplicates', c.duplicates], ['grafts sent', c.graftSent], ['prunes sent', c.pruneSent],
    ['messages missed', c.gapMessages],
  ];
  $('counters').replaceChildren(...rows.flatMap(([label, value]) =>
    [html('dt', '', label), html('dd', '', value.toLocaleString('en'))]));
}

/* Who is gone stays in the list until it is forgotten; what happened last is below. */
function showMembers(node) {
  const known = new Set([node.id, ...node.peers.map(peer => peer.id)]);
  node.members.filter(member => !known.has(member.id)).forEach(member => {
    const item = document.createElement('li');
    item.append(html('span', /DEAD|LEFT/.test(member.state) ? 'gone' : '', member.id), html('span', 'how', member.state.toLowerCase()));
    $('peers').append(item);
  });
  $('news').replaceChildren(...node.news.slice(-NEWS_SHOWN).reverse().map(({ event, member, at }) =>
    html('li', event === 'MemberFailed' ? 'bad' : '',
      `${new Date(at).toLocaleTimeString()} ${member} ${event.replace('Member', '').toLowerCase()}`)));
}

const how = peer => !peer.linked ? 'not linked' : peer.eager ? 'eager' : 'lazy';

function showGraph(node) {
  const shown = node.peers.slice(0, 24);
  const lines = [];
  const nodes = [];
  shown.forEach((peer, i) => {
    const angle = 2 * Math.PI * i / shown.length - Math.PI / 2;
    const x = 74 * Math.cos(angle);
    const y = 56 * Math.sin(angle);
    const kind = peer.linked ? (peer.eager ? 'eager' : 'lazy') : 'down';
    lines.push(svg('line', { x1: 0, y1: 0, x2: x, y2: y, class: kind }));
    nodes.push(svg('circle', { cx: x, cy: y, r: 8, class: `other ${kind}` }));
    if (shown.length <= 8) {
      const label = svg('text', { x, y: y + (y > 0 ? 19 : -12) });
      label.textContent = peer.id.length > 14 ? peer.id.slice(0, 13) + '…' : peer.id;
      nodes.push(label);
    }
  });
  nodes.push(svg('circle', { cx: 0, cy: 0, r: 11 }));
  $('graph').replaceChildren(...lines, ...nodes);
}

function state(name, text) {
  $('state').dataset.state = name;
  $('state').textContent = text;
}

let noticeTimer;
function notice(text) {
  $('notice').textContent = text;
  $('notice').hidden = false;
  clearTimeout(noticeTimer);
  noticeTimer = setTimeout(() => { $('notice').hidden = true; }, NOTICE_SHOWN);
}

/* ---- the connection ---- */

let socket;
let delay = RECONNECT_MIN;
let ref = 0;
const waiting = new Map();       // ref -> text, until answered

function connect() {
  socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/chat`);
  socket.onopen = () => {
    delay = RECONNECT_MIN;
    // What was shown is sent again: a node that was started anew has forgotten it.
    topics.forEach(each => { each.lines = []; each.unread = 0; });
    open(current);
    $('say').querySelector('button').disabled = false;
  };
  socket.onmessage = event => {
    const { type, data } = JSON.parse(event.data);
    if (type === 'line') showLine(data);
    else if (type === 'node') showNode(data);
    else if (type === 'said') waiting.delete(data.ref);
    else if (type === 'refused') refused(data);
  };
  socket.onclose = () => {
    state('lost', 'connection lost, trying again');
    $('say').querySelector('button').disabled = true;
    if (waiting.size) notice(`unknown whether ${waiting.size} line(s) were broadcast`);
    waiting.clear();
    setTimeout(connect, delay);
    delay = Math.min(2 * delay, RECONNECT_MAX);
  };
}

function refused({ ref, why }) {
  const text = waiting.get(ref);
  waiting.delete(ref);
  if (text && !$('text').value) $('text').value = text;
  notice(why);
}

$('say').onsubmit = event => {
  event.preventDefault();
  const text = $('text').value;
  if (!text || socket.readyState !== WebSocket.OPEN) return;
  waiting.set(++ref, text);
  socket.send(JSON.stringify({ ref, topic: current, text, name: $('name').value }));
  $('text').value = '';
};

$('new-topic').onsubmit = event => {
  event.preventDefault();
  const name = $('topic-name').value.trim();
  if (name) open(name);
  $('topic-name').value = '';
};

open(current);
connect();
