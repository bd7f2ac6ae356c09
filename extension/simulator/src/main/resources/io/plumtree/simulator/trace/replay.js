/* Plays a recorded run in <plumtree-tree>: keeps the state of the cluster at one moment and moves it through time. */
(() => {
  'use strict';

  const replay = JSON.parse(document.getElementById('replay').textContent);
  const byId = id => document.getElementById(id);
  const ids = replay.nodes.map(node => node.id);
  const SENT = ['gossip', 'ihave', 'graft', 'prune', 'pull', 'missing', 'accept', 'refuse', 'summary', 'received'];
  const LOST_LASTS = 40;
  const ALL = 'all';

  // --- time -----------------------------------------------------------------------------------------------------------

  /** Everything in its order: events when they happen, and what was sent once more when it arrives. */
  const timeline = [];
  const broadcasts = [];
  for (const event of replay.events) {
    timeline.push({ at: event.at, event, arrival: false });
    if (event.arrives !== undefined) {
      timeline.push({ at: event.arrives, event, arrival: true });
    }
    if (event.kind === 'broadcast') {
      broadcasts.push(event);
    }
  }
  timeline.sort((a, b) => a.at - b.at);
  const end = timeline.length ? timeline[timeline.length - 1].at + 1 : 1;
  const flies = event => SENT.includes(event.kind);
  const lands = event => event.arrives ?? (event.lost ?? event.at) + LOST_LASTS;

  let now = 0;
  let state;
  let done;

  function restart() {
    done = 0;
    state = {
      links: new Map(), eager: new Map(), down: new Set(), had: new Map(), last: new Map(), underWay: new Set(), gaps: 0,
    };
    replay.links.forEach(([a, b]) => link(a, b, 1));
  }

  /** Two nodes may have two links for a moment. */
  function link(a, b, change) {
    const key = Math.min(a, b) + '-' + Math.max(a, b);
    const count = (state.links.get(key)?.count || 0) + change;
    if (count > 0) {
      state.links.set(key, { a, b, count });
    } else {
      state.links.delete(key);
    }
    return count;
  }

  function tree(origin) {
    const key = replay.sharedTree ? ALL : origin;
    if (!state.eager.has(key)) {
      state.eager.set(key, new Set());
    }
    return state.eager.get(key);
  }

  function forget(test) {
    for (const edges of state.eager.values()) {
      for (const edge of edges) {
        if (test(...edge.split('>').map(Number))) {
          edges.delete(edge);
        }
      }
    }
  }

  function apply({ event, arrival }) {
    const edge = event.from + '>' + event.to;
    const back = event.to + '>' + event.from;
    if (arrival) {
      state.underWay.delete(event);
      if (event.kind === 'prune') {
        tree(event.origin).delete(back);
      } else if (event.kind === 'graft' && replay.sharedTree) {
        tree(event.origin).add(back);
      }
      return;
    }
    if (flies(event)) {
      state.underWay.add(event);
      if (event.kind === 'gossip' && !event.repaired) {
        tree(event.origin).add(edge);
      } else if (event.kind === 'prune' && replay.sharedTree) {
        tree(event.origin).delete(edge);
      }
      return;
    }
    switch (event.kind) {
      case 'broadcast':
        state.last.set(event.node, event);
        state.had.set(event.message, new Map([[event.node, event.at]]));
        break;
      case 'delivered':
        state.had.get(event.message)?.set(event.node, event.at);
        break;
      case 'eager':
        tree(event.origin).add(event.node + '>' + event.peer);
        break;
      case 'lazy':
        tree(event.origin).delete(event.node + '>' + event.peer);
        break;
      case 'link-up':
        link(event.from, event.to, 1);
        break;
      case 'link-down':
        if (link(event.from, event.to, -1) <= 0) {
          forget((a, b) => (a === event.from && b === event.to) || (a === event.to && b === event.from));
        }
        break;
      case 'stopped':
        state.down.add(event.node);
        forget((a, b) => a === event.node || b === event.node);
        break;
      case 'started':
        state.down.delete(event.node);
        break;
      case 'gap':
        state.gaps++;
        break;
    }
  }

  function goTo(moment) {
    const target = Math.max(0, Math.min(end, moment));
    if (target < now) {
      restart();
    }
    now = target;
    while (done < timeline.length && timeline[done].at <= now) {
      apply(timeline[done++]);
    }
    for (const event of state.underWay) {
      if (event.arrives === undefined && lands(event) <= now) {
        state.underWay.delete(event);
      }
    }
  }

  // --- places ---------------------------------------------------------------------------------------------------------

  let origin = broadcasts.length ? broadcasts[0].node : 0;
  let places = [];
  let picked = null;

  /** Who had a message of the origin from whom: its first one, or the newest now. */
  function parents() {
    const message = (byId('arrange').value === 'now' && state.last.get(origin)) || broadcasts.find(one => one.node === origin);
    const from = new Map();
    if (message) {
      replay.events.filter(one => one.kind === 'gossip' && one.message === message.message && one.arrives !== undefined)
        .sort((a, b) => a.arrives - b.arrives)
        .forEach(one => { if (one.to !== origin && !from.has(one.to)) from.set(one.to, one.from); });
    }
    return from;
  }

  /** Beside each other in a tree, and on the circle, stand those of a zone. */
  const around = replay.nodes.map((node, number) => number).sort((a, b) => replay.nodes[a].place - replay.nodes[b].place);

  function arrange() {
    const drawing = customElements.get('plumtree-tree');
    const positions = new Map(around.map((number, position) => [number, position]));
    const from = new Map([...parents()].map(([child, parent]) => [positions.get(child), positions.get(parent)]));
    const arranged = byId('arrange').value === 'circle' || !broadcasts.length
      ? drawing.circle(around.length)
      : drawing.radial(around.length, positions.get(origin), from);
    places = replay.nodes.map((node, number) => arranged[positions.get(number)]);
  }

  // --- the page -------------------------------------------------------------------------------------------------------

  const shown = new Set(SENT);
  const KINDS = [
    ['gossip', 'payload', '<circle cx="8" cy="8" r="6" fill="var(--plum)"/>'],
    ['ihave', 'announcement', '<circle cx="8" cy="8" r="3.5" fill="var(--ihave)"/>'],
    ['graft', 'graft, pull', '<path d="M8 2l6 11H2z" fill="var(--graft)"/>'],
    ['prune', 'prune', '<rect x="3" y="3" width="10" height="10" fill="var(--prune)"/>'],
    ['other', 'others', '<path d="M8 3l5 5-5 5-5-5z" fill="var(--soft)"/>'],
  ];
  const SIGNS = [
    ['eager: pushes', '<path d="M0 8h11" stroke="var(--has)" stroke-width="2"/><path d="M16 8l-7-4v8z" fill="var(--has)"/>'],
    ['lazy: announces', '<path d="M0 8h16" stroke="var(--soft)" stroke-width="1.5" stroke-dasharray="1.5 3"/>'],
    ['has the message', '<circle cx="8" cy="8" r="6" fill="var(--has)"/>'],
    ['lost, or down', '<path d="M4 4l8 8M12 4l-8 8" stroke="var(--down)" stroke-width="2"/>'],
  ];
  const kindOf = kind => (kind === 'pull' ? 'graft' : KINDS.some(one => one[0] === kind) ? kind : 'other');
  const svg = content => `<svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">${content}</svg>`;

  for (const [kind, name, sign] of KINDS) {
    const label = document.createElement('label');
    label.innerHTML = `<input type="checkbox" checked>${svg(sign)}${name}`;
    label.firstChild.onchange = event => {
      SENT.filter(one => kindOf(one) === kind).forEach(one => (event.target.checked ? shown.add(one) : shown.delete(one)));
      draw();
    };
    byId('kinds').append(label);
  }
  for (const [name, sign] of SIGNS) {
    const span = document.createElement('label');
    span.innerHTML = svg(sign) + name;
    byId('signs').append(span);
  }
  for (const one of new Set(broadcasts.map(event => event.node))) {
    byId('origin').add(new Option(ids[one], one));
  }
  for (const [text, speed] of [['1/100', 0.01], ['1/50', 0.02], ['1/20', 0.05], ['1/10', 0.1], ['1/5', 0.2], ['1/2', 0.5],
    ['1', 1], ['5', 5], ['20', 20]]) {
    byId('speed').add(new Option(text, speed, false, speed === 0.1));
  }
  byId('options').textContent = Object.entries(replay.options).map(([name, value]) => `${name} ${value}`).join(' · ')
    + (replay.left ? ` · cut: ${replay.left} later events were not recorded` : '');
  byId('time').max = end;

  const text = moment => (moment < 10000 ? moment.toFixed(1) + ' ms' : (moment / 1000).toFixed(2) + ' s');

  function draw() {
    const last = state.last.get(origin);
    const had = (last && state.had.get(last.message)) || new Map();
    const nodes = replay.nodes.map((node, number) => ({
      id: number, label: node.id, ...places[number],
      state: state.down.has(number) ? 'failed' : had.has(number) ? 'has' : 'alive',
      tip: node.id + (node.zone === undefined ? '' : ', zone ' + node.zone)
        + (had.has(number) && number !== origin ? ', after ' + text(had.get(number) - last.at) : ''),
    }));
    const eager = [...tree(origin)].map(edge => edge.split('>').map(Number));
    const solid = new Set(eager.map(([a, b]) => Math.min(a, b) + '-' + Math.max(a, b)));
    const links = [
      ...[...state.links].filter(([key]) => !solid.has(key)).map(([, { a, b }]) => ({ from: a, to: b, kind: 'lazy' })),
      ...eager.map(([from, to]) => ({ from, to, kind: 'eager' })),
    ];
    const flights = [];
    for (const event of state.underWay) {
      if (shown.has(event.kind)) {
        const lost = event.arrives === undefined;
        const share = Math.max(0, Math.min(1, (now - event.at) / (lands(event) - event.at)));
        flights.push({ from: event.from, to: event.to, share: lost ? share / 2 : share, kind: lost && share > 0.6 ? 'lost' : kindOf(event.kind) });
      }
    }
    flights.sort((a, b) => (a.kind === 'gossip') - (b.kind === 'gossip'));
    byId('view').picture = { nodes, links, flights, picked, origin: last ? origin : undefined };

    byId('clock').textContent = text(now);
    const others = replay.nodes.length - 1 - state.down.size;
    byId('message').textContent = last
      ? `${last.what}: ${[...had.keys()].filter(node => node !== origin && !state.down.has(node)).length} of ${others} have it`
        + (had.size > 1 ? `, the last after ${text(Math.max(...had.values()) - last.at)}` : '')
      : 'no message of this origin yet';
    byId('fault').textContent = replay.faults.filter(fault => fault.from <= now && now <= Math.max(fault.to, fault.from + 500))
      .map(fault => fault.kind).join(', ');
    byId('time').value = now;
    log();
  }

  const LOG_SIZE = 120;
  let logged = '';

  /** What happened last, the newest first. */
  function log() {
    const entries = [];
    for (let i = done - 1; i >= 0 && entries.length < LOG_SIZE && i > done - 20000; i--) {
      const { event, arrival } = timeline[i];
      const mine = picked === null || [event.node, event.from, event.to].includes(picked);
      if (!arrival && mine && (!flies(event) || shown.has(event.kind))) {
        entries.push(event);
      }
    }
    const key = entries.length + ':' + (entries.length ? replay.events.indexOf(entries[0]) : '') + ':' + picked + [...shown];
    if (key === logged) {
      return;
    }
    logged = key;
    byId('logname').textContent = picked === null ? 'Events' : 'Events of ' + ids[picked];
    byId('log').replaceChildren(...entries.map(event => {
      const item = document.createElement('li');
      const who = event.node === undefined ? ids[event.from] + ' → ' + ids[event.to] : ids[event.node];
      const more = event.kind === 'eager' || event.kind === 'lazy'
        ? '→ ' + ids[event.peer] + ', tree of ' + ids[event.origin]
        : event.what || '';
      const time = document.createElement('time');
      time.textContent = event.at.toFixed(1);
      const kind = document.createElement('span');
      kind.textContent = event.kind;
      const what = document.createElement('span');
      what.className = 'what';
      what.textContent = who + ' ' + more + (event.lost !== undefined ? ' (lost)' : '');
      item.append(time, kind, what);
      item.onclick = () => { stop(); goTo(event.at); draw(); };
      return item;
    }));
  }

  function density() {
    const canvas = byId('density');
    const scale = window.devicePixelRatio || 1;
    const width = canvas.width = canvas.clientWidth * scale;
    const height = canvas.height = canvas.clientHeight * scale;
    const g = canvas.getContext('2d');
    const style = getComputedStyle(document.documentElement);
    const x = moment => 8 * scale + moment / end * (width - 16 * scale);
    g.globalAlpha = 0.25;
    g.fillStyle = style.getPropertyValue('--down');
    replay.faults.forEach(fault => g.fillRect(x(fault.from), 0, Math.max(2 * scale, x(fault.to) - x(fault.from)), height));
    g.globalAlpha = 1;
    const bars = new Array(Math.max(1, Math.floor(width / (3 * scale)))).fill(0);
    replay.events.forEach(event => bars[Math.min(bars.length - 1, Math.floor(event.at / end * bars.length))]++);
    const most = Math.log1p(Math.max(...bars));
    g.fillStyle = style.getPropertyValue('--faint');
    bars.forEach((count, i) => {
      const tall = count ? Math.max(scale, Math.log1p(count) / most * (height - 4 * scale)) : 0;
      g.fillRect(x(i / bars.length * end), height - tall, 2 * scale, tall);
    });
    g.fillStyle = style.getPropertyValue('--plum');
    broadcasts.forEach(one => g.fillRect(x(one.at), 0, Math.max(1, scale), 4 * scale));
  }

  // --- playing --------------------------------------------------------------------------------------------------------

  let playing = false;
  let frame = 0;

  function play() {
    playing = true;
    frame = performance.now();
    if (now >= end) {
      goTo(0);
    }
    byId('play').textContent = 'Pause';
    requestAnimationFrame(tick);
  }

  function stop() {
    playing = false;
    byId('play').textContent = 'Play';
  }

  function tick(moment) {
    if (!playing) {
      return;
    }
    let step = Math.min(100, moment - frame) * Number(byId('speed').value);
    frame = moment;
    const busy = [...state.underWay].some(event => shown.has(event.kind));
    const next = timeline.slice(done, done + 2000).find(({ event, arrival }) => !arrival && (!flies(event) || shown.has(event.kind)));
    if (byId('skip').checked && !busy && next && next.at > now + 20) {
      step = next.at - now - 5;
    }
    goTo(now + step);
    draw();
    if (now >= end) {
      stop();
    } else {
      requestAnimationFrame(tick);
    }
  }

  function toMessage(forth) {
    const found = forth
      ? broadcasts.find(one => one.at > now + 0.001)
      : [...broadcasts].reverse().find(one => one.at < now - 20);
    if (found) {
      goTo(found.at);
      if (byId('arrange').value === 'now' && found.node === origin) {
        arrange();
      }
      draw();
    }
  }

  byId('play').onclick = () => (playing ? stop() : play());
  byId('next').onclick = () => toMessage(true);
  byId('back').onclick = () => toMessage(false);
  byId('time').oninput = event => { goTo(Number(event.target.value)); draw(); };
  byId('origin').onchange = event => { origin = Number(event.target.value); arrange(); draw(); };
  byId('arrange').onchange = () => { arrange(); draw(); };
  byId('view').addEventListener('pick', event => { picked = event.detail.node === picked ? null : event.detail.node; draw(); });
  document.addEventListener('keydown', event => {
    if (event.target.closest('input, select, button')) {
      return;
    }
    if (event.key === ' ') {
      event.preventDefault();
      playing ? stop() : play();
    } else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      toMessage(event.key === 'ArrowRight');
    }
  });
  new ResizeObserver(density).observe(byId('density'));
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', density);

  restart();
  goTo(0);
  arrange();
  draw();
})();
