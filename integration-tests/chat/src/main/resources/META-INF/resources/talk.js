/* Topics and lines: what is said, over the connection to this page's own node. */
import { $, button, element, millis, notice } from './elements.js';
import { Socket } from './socket.js';

const LINES_KEPT = 500;          // of each topic
const TOPICS_KEPT = 100;

const topics = new Map();        // name -> { lines, unread }
let current = 'chat';
let socket;
let ref = 0;
const waiting = new Map();       // ref -> text, until answered
let ask = () => {};
let follows = true;              // whether the newest line is in sight

function topic(name) {
  if (!topics.has(name) && topics.size < TOPICS_KEPT) {
    topics.set(name, { lines: [], unread: 0 });
    showTopics();
  }
  return topics.get(name);
}

function showTopics() {
  $('topics').replaceChildren(...[...topics].map(([name, { unread }]) => {
    const choice = element('button', '', name);
    choice.type = 'button';
    choice.setAttribute('aria-current', String(name === current));
    if (unread) choice.append(element('span', 'unread', unread));
    choice.onclick = () => open(name);
    return element('li', '', choice);
  }));
}

function open(name) {
  const opened = topic(name);
  if (!opened) {
    notice(`no more than ${TOPICS_KEPT} topics are shown`);
    return;
  }
  current = name;
  opened.unread = 0;
  showTopics();
  $('lines').replaceChildren(...opened.lines.map(lineElement));
  toEnd();
  $('empty').hidden = opened.lines.length > 0;
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
  list.append(lineElement(line));
  if (list.childElementCount > LINES_KEPT) list.firstElementChild.remove();
  if (follows) toEnd();
  $('empty').hidden = true;
}

function toEnd() {
  follows = true;
  $('lines').scrollTop = $('lines').scrollHeight;
}

function lineElement(line) {
  if ('missedFrom' in line) {
    return element('li', 'missed', `${line.missedTo - line.missedFrom + 1} deliveries are no longer kept`);
  }
  const name = (line.headers || {}).name;
  const who = element('span', 'who', name ? `${name} · ${line.origin}` : line.origin);
  who.style.color = colour(line.origin);
  const text = element('span', 'text', line.text ?? `(${atob(line.base64).length} bytes that are no text)`);
  // sentAt has milliseconds, and is the other machine's clock.
  const took = millis(Math.max(0, Date.parse(line.receivedAt) - Date.parse(line.sentAt)));
  const way = button(line.hops === 0 ? 'here' : `${line.hops} ${line.hops === 1 ? 'hop' : 'hops'} · ${took}`, 'way', () => ask(line));
  way.title = `its way: ${line.origin} / epoch ${line.epoch} / ${line.topic} / ${line.sequence}, sent ${line.sentAt}`;
  return element('li', '', element('span', '', who, text), way);
}

function colour(origin) {
  let hash = 0;
  for (const c of origin) hash = (hash * 31 + c.codePointAt(0)) >>> 0;
  return `hsl(${(hash * 137.508) % 360} 60% var(--name-lightness))`;
}

function refused({ ref: which, why }) {
  const text = waiting.get(which);
  waiting.delete(which);
  if (text && !$('text').value) $('text').value = text;
  notice(why);
}

function heard({ type, data }) {
  if (type === 'line') showLine(data);
  else if (type === 'said') waiting.delete(data.ref);
  else if (type === 'refused') refused(data);
}

function opened() {
  // What was shown is sent again: a node that was started anew has forgotten it.
  topics.forEach(each => { each.lines = []; each.unread = 0; });
  open(current);
  $('say').querySelector('button').disabled = false;
}

function closed() {
  $('say').querySelector('button').disabled = true;
  if (waiting.size) notice(`unknown whether ${waiting.size} line(s) were broadcast`);
  waiting.clear();
}

/** @param why asked for the way of a line */
export function talk(why) {
  ask = why;
  $('say').onsubmit = event => {
    event.preventDefault();
    const text = $('text').value;
    if (!text || !socket.isOpen) return;
    waiting.set(++ref, text);
    socket.send({ ref, topic: current, text, name: $('name').value });
    $('text').value = '';
  };
  $('new-topic').onsubmit = event => {
    event.preventDefault();
    const name = $('topic-name').value.trim();
    if (name) open(name);
    $('topic-name').value = '';
    $('text').focus();
  };
  const list = $('lines');
  list.onscroll = () => { follows = list.scrollHeight - list.scrollTop - list.clientHeight < 40; };
  new ResizeObserver(() => { if (follows) toEnd(); }).observe(list);
  open(current);
  // On a telephone the keyboard would cover the page.
  if (matchMedia('(min-width: 901px)').matches) $('text').focus();
  socket = new Socket(location.href, 'chat', { opened, heard, closed });
}
