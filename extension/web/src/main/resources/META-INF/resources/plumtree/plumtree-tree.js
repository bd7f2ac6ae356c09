/*
 * <plumtree-tree>: draws a cluster and the tree of one origin. One file, which needs nothing else. Whoever uses it sets
 *
 *   picture.nodes    [{ id, label, state, tip, x, y }]  state: alive, has (the newest message), suspect, isolated, paused,
 *                                                       failed or left; x and y, from -1 to 1, where the page arranges itself
 *   picture.links    [{ from, to, kind }]               ids; eager: from pushes to to; lazy: announced at most; cut
 *   picture.origin   id                                 whose tree it is: it stands in the middle
 *   picture.picked   id                                 whose links stand out
 *   picture.flights  [{ from, to, share, kind }]        what a page that keeps time itself has under way, and how far: gossip,
 *                                                       ihave, graft, prune, pull, lost or anything else
 *
 * as a whole, as often as it changes. pulse([{ from, to, after }]) sends a message along its path; after is in milliseconds.
 * A node that is clicked, or chosen by arrow keys and Enter, is an event "pick" with detail { node }, its id; a click beside
 * all nodes has null. Colours follow the theme; --plumtree-ink and so on (below) change them.
 */
(() => {
  'use strict';

  const LIGHT = {
    ink: '#241c33', soft: '#6d6480', faint: '#b3a9c4', panel: '#ffffff', plum: '#7a4fb5', has: '#2c8a57', down: '#c0392b',
    warn: '#c98a12', ihave: '#3f7fb5', graft: '#c07a0c', prune: '#c0392b',
  };
  const DARK = {
    ink: '#ece7f5', soft: '#a197b5', faint: '#6f6386', panel: '#211b2c', plum: '#b58cf0', has: '#58c98b', down: '#ee7b6c',
    warn: '#f0b84a', ihave: '#6fb3e8', graft: '#f0b656', prune: '#ee7b6c',
  };
  const palette = colours => Object.entries(colours).map(([name, value]) => `--${name}: var(--plumtree-${name}, ${value});`).join(' ');
  const STYLE = `
    :host { display: block; position: relative; min-height: 200px; overflow: hidden; ${palette(LIGHT)} }
    @media (prefers-color-scheme: dark) { :host { ${palette(DARK)} } }
    canvas { position: absolute; inset: 0; width: 100%; height: 100%; }
    .tip { position: absolute; pointer-events: none; padding: 2px 8px; border-radius: 6px; font-size: 13px;
           background: var(--ink); color: var(--panel); white-space: nowrap; transform: translate(-50%, -100%); }
    .tip[hidden] { display: none; }
    ul { position: absolute; inset: 0; margin: 0; padding: 0; list-style: none; opacity: 0; pointer-events: none; overflow: hidden; }`;

  const FLIGHTS = {
    gossip: { colour: 'plum', size: 1.25 },
    ihave: { colour: 'ihave', size: 0.5 },
    graft: { colour: 'graft', size: 0.95, shape: 'triangle' },
    pull: { colour: 'graft', size: 0.8, shape: 'diamond' },
    prune: { colour: 'prune', size: 0.85, shape: 'square' },
    lost: { colour: 'down', size: 0.9, shape: 'cross' },
    other: { colour: 'soft', size: 0.5, shape: 'diamond' },
  };
  const STATES = {
    alive: { fill: 'panel', edge: 'plum', text: 'ink' },
    has: { fill: 'has', edge: 'panel', text: 'panel' },
    suspect: { fill: 'warn', edge: 'panel', text: 'panel' },
    isolated: { fill: 'down', edge: 'panel', text: 'panel' },
    paused: { fill: 'panel', edge: 'warn', text: 'ink', dashes: [4, 3] },
    failed: { fill: 'panel', edge: 'down', text: 'down', crossed: true },
    left: { fill: 'panel', edge: 'faint', text: 'soft', dashes: [2, 3] },
  };
  const SMALLEST = 3;
  const LARGEST = 28;
  const MOVES = 500;             // ms that a node takes to its new place
  const FLIES = 420;             // ms that a pulse takes for a link
  const RIPPLES = 500;
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  const dark = matchMedia('(prefers-color-scheme: dark)');

  /* ---- where the nodes stand: x and y from -1 to 1 ---- */

  function circle(count) {
    return Array.from({ length: count }, (none, i) => {
      const angle = 2 * Math.PI * i / count - Math.PI / 2;
      return { x: Math.cos(angle), y: Math.sin(angle) };
    });
  }

  /**
   * The root in the middle, each hop a circle around it, everybody with as much room as those behind it need. Whoever has no
   * parent stands on the outermost circle.
   */
  function radial(count, root, parents) {
    const children = Array.from({ length: count }, () => []);
    const depths = new Array(count).fill(-1);
    for (let child = 0; child < count; child++) {
      if (child !== root && parents.get(child) !== undefined) children[parents.get(child)].push(child);
    }
    const inOrder = [root];
    depths[root] = 0;
    for (const node of inOrder) {
      children[node].forEach(child => {
        depths[child] = depths[node] + 1;
        inOrder.push(child);
      });
    }
    const deepest = Math.max(1, ...depths);
    depths.forEach((depth, node) => {
      if (depth < 0) {
        depths[node] = deepest;
        children[node] = [];
        children[root].push(node);
        inOrder.push(node);
      }
    });
    children[root].sort((a, b) => a - b);
    const leaves = new Array(count).fill(0);
    [...inOrder].reverse().forEach(node => {
      leaves[node] = Math.max(1, children[node].reduce((sum, child) => sum + leaves[child], 0));
    });
    const places = new Array(count);
    const begins = new Array(count).fill(0);
    const widths = new Array(count).fill(2 * Math.PI);
    inOrder.forEach(node => {
      const angle = begins[node] + widths[node] / 2 - Math.PI / 2;
      const radius = depths[node] / deepest;
      places[node] = { x: radius * Math.cos(angle), y: radius * Math.sin(angle) };
      let at = begins[node];
      children[node].forEach(child => {
        begins[child] = at;
        widths[child] = widths[node] * leaves[child] / leaves[node];
        at += widths[child];
      });
    });
    stretch(places);
    separate(places);
    stretch(places);
    // Links between nodes that face each other would run through a root right between them.
    places[root].y -= children[root].length % 2 ? 0 : 0.36;
    return places;
  }

  /** Stretches places to all the room there is. */
  function stretch(places) {
    for (const axis of ['x', 'y']) {
      const values = places.map(place => place[axis]);
      const least = Math.min(...values);
      const most = Math.max(...values);
      if (most > least) places.forEach(place => { place[axis] = -1 + 2 * (place[axis] - least) / (most - least); });
    }
  }

  /** Moves places apart that are too near each other, on a picture that is wider than high. */
  function separate(places) {
    const least = 1.3 / Math.sqrt(Math.max(9, places.length));
    for (let round = 0; round < (places.length > 600 ? 0 : 40); round++) {
      for (let i = 0; i < places.length; i++) {
        for (let j = 0; j < i; j++) {
          const dx = (places[i].x - places[j].x) * 1.35 || 1e-6;
          const dy = places[i].y - places[j].y;
          const distance = Math.hypot(dx, dy);
          if (distance < least) {
            const step = (least - distance) / distance / 4;
            places[i].x += dx * step;
            places[i].y += dy * step;
            places[j].x -= dx * step;
            places[j].y -= dy * step;
          }
        }
      }
    }
  }

  /** Nodes on their way to where they should be. Times are those of animation frames. */
  class Places {
    #ways = new Map();           // id -> { from, to, since }

    /** @return whether anybody moves */
    aim(ids, places, now) {
      const before = this.#ways;
      this.#ways = new Map(ids.map((id, i) => {
        const to = places[i];
        const old = before.get(id);
        if (!old) return [id, { from: to, to, since: -MOVES }];
        return [id, old.to.x === to.x && old.to.y === to.y ? old : { from: this.#on(old, now), to, since: now }];
      }));
    }

    moving(now) {
      return this.stillAt(now) > now;
    }

    stillAt(now) {
      return calm.matches ? now : Math.max(now, ...[...this.#ways.values()].map(way => way.since + MOVES));
    }

    at(id, now) {
      return this.#on(this.#ways.get(id), now);
    }

    #on({ from, to, since }, now) {
      const share = calm.matches ? 1 : Math.min(1, (now - since) / MOVES);
      const smooth = share * share * (3 - 2 * share);
      return { x: from.x + (to.x - from.x) * smooth, y: from.y + (to.y - from.y) * smooth };
    }
  }

  /* ---- painting ---- */

  /** Paints one moment: places are pixels, by id. */
  class Painter {
    constructor(context, colours, places, size, picked) {
      Object.assign(this, { g: context, colours, places, size, picked });
    }

    links(links) {
      const { g } = this;
      const crowd = Math.max(0.15, Math.min(0.85, 60 / this.places.size));
      g.save();
      for (const { from, to, kind } of links.filter(link => link.kind !== 'eager' && this.#known(link))) {
        const own = from === this.picked || to === this.picked;
        g.lineWidth = own ? 1.4 : 1;
        g.setLineDash(kind === 'cut' ? [7, 6] : [1.5, 5]);
        g.strokeStyle = this.colours[kind === 'cut' ? 'down' : own ? 'soft' : 'faint'];
        g.globalAlpha = own || kind === 'cut' ? 0.9 : this.picked === null ? crowd : 0.15;
        this.#line(from, to, 0, 0);
        if (kind === 'cut') {
          const [a, b] = [this.places.get(from), this.places.get(to)];
          g.setLineDash([]);
          this.#cross((a.x + b.x) / 2, (a.y + b.y) / 2, 4.5, 'down');
        }
      }
      g.restore();
      g.save();
      for (const { from, to } of links.filter(link => link.kind === 'eager' && this.#known(link))) {
        g.globalAlpha = this.picked === null || from === this.picked || to === this.picked ? 0.95 : 0.25;
        this.#arrow(from, to, 'has', Math.max(1.2, Math.min(2.6, this.size / 6)));
      }
      g.restore();
    }

    #known({ from, to }) {
      return this.places.has(from) && this.places.has(to);
    }

    #line(from, to, cutBefore, cutAfter) {
      const { g } = this;
      const [a, b] = [this.places.get(from), this.places.get(to)];
      const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
      const [dx, dy] = [(b.x - a.x) / length, (b.y - a.y) / length];
      g.beginPath();
      g.moveTo(a.x + dx * cutBefore, a.y + dy * cutBefore);
      g.lineTo(b.x - dx * cutAfter, b.y - dy * cutAfter);
      g.stroke();
      return { b, dx, dy };
    }

    #arrow(from, to, colour, width) {
      const { g, size } = this;
      g.strokeStyle = g.fillStyle = this.colours[colour];
      g.lineWidth = width;
      const { b, dx, dy } = this.#line(from, to, size, size + 6);
      const head = Math.max(3.5, Math.min(7, size * 0.45));
      const [x, y] = [b.x - dx * (size + 2), b.y - dy * (size + 2)];
      g.beginPath();
      g.moveTo(x, y);
      g.lineTo(x - dx * head * 1.7 - dy * head * 0.75, y - dy * head * 1.7 + dx * head * 0.75);
      g.lineTo(x - dx * head * 1.7 + dy * head * 0.75, y - dy * head * 1.7 - dx * head * 0.75);
      g.fill();
    }

    node(node, isOrigin, hasFocus) {
      const { g, size, colours } = this;
      const { x, y } = this.places.get(node.id);
      const look = STATES[node.state] || STATES.alive;
      const plain = look === STATES.alive || look === STATES.has;
      g.save();
      g.beginPath();
      g.arc(x, y, size, 0, 2 * Math.PI);
      g.fillStyle = colours[isOrigin && plain ? 'plum' : look.fill];
      g.fill();
      g.lineWidth = node.id === this.picked ? 3 : size > 14 ? 2 : 1.5;
      g.setLineDash(look.dashes || []);
      g.strokeStyle = colours[node.id === this.picked ? 'ink' : isOrigin && plain ? 'panel' : look.edge];
      g.stroke();
      g.setLineDash([]);
      if (isOrigin) this.#ring(x, y, size + 4.5, colours[plain ? 'plum' : look.edge === 'panel' ? look.fill : look.edge], 2);
      if (hasFocus) this.#ring(x, y, size + 9, colours.ink, 2);
      this.#name(node, x, y, look, isOrigin && plain ? 'panel' : look.text);
      g.restore();
    }

    #ring(x, y, radius, colour, width) {
      const { g } = this;
      g.beginPath();
      g.arc(x, y, radius, 0, 2 * Math.PI);
      g.strokeStyle = colour;
      g.lineWidth = width;
      g.stroke();
    }

    /** Within the circle where there is room for it, below it where the circles are large, and else not at all. */
    #name(node, x, y, look, colour) {
      const { g, size, colours } = this;
      const label = node.label ?? node.id;
      g.textAlign = 'center';
      g.textBaseline = 'middle';
      const font = pixels => { g.font = `600 ${pixels}px system-ui, sans-serif`; };
      font(10);
      const pixels = Math.min(13, 0.85 * size, 10 * 1.72 * size / g.measureText(label).width);
      if (look.crossed) this.#cross(x, y, size * 0.55, 'down');
      if (pixels >= (size > 12 ? 10 : 6.5) && !look.crossed) {
        font(pixels);
        g.fillStyle = colours[colour];
        g.fillText(label, x, y + 0.5);
      } else if (size >= 11) {
        font(12);
        g.strokeStyle = colours.panel;
        g.lineWidth = 4;
        g.lineJoin = 'round';
        g.strokeText(label, x, y + size + 13);
        g.fillStyle = colours[look.crossed ? 'down' : 'ink'];
        g.fillText(label, x, y + size + 13);
      }
    }

    #cross(x, y, half, colour) {
      const { g } = this;
      g.strokeStyle = this.colours[colour];
      g.lineWidth = 2;
      g.beginPath();
      g.moveTo(x - half, y - half);
      g.lineTo(x + half, y + half);
      g.moveTo(x + half, y - half);
      g.lineTo(x - half, y + half);
      g.stroke();
    }

    /** What moves from edge to edge, so that no name is covered. */
    flight({ from, to, share, kind }) {
      if (!this.#known({ from, to })) return;
      const { g, size } = this;
      const look = FLIGHTS[kind] || FLIGHTS.other;
      const [a, b] = [this.places.get(from), this.places.get(to)];
      const edge = Math.min(0.45, (size + 5) / (Math.hypot(b.x - a.x, b.y - a.y) || 1));
      const way = edge + (1 - 2 * edge) * share;
      const x = a.x + (b.x - a.x) * way;
      const y = a.y + (b.y - a.y) * way;
      const half = Math.max(1.8, Math.min(7, size * 0.5) * look.size);
      if (look.shape === 'cross') {
        this.#cross(x, y, half, look.colour);
        return;
      }
      g.fillStyle = this.colours[look.colour];
      g.strokeStyle = this.colours.panel;
      g.lineWidth = 1.5;
      g.beginPath();
      if (look.shape === 'square') {
        g.rect(x - half, y - half, 2 * half, 2 * half);
      } else if (look.shape === 'triangle') {
        this.#polygon([[x, y - half * 1.2], [x + half * 1.2, y + half], [x - half * 1.2, y + half]]);
      } else if (look.shape === 'diamond') {
        this.#polygon([[x, y - half * 1.3], [x + half * 1.3, y], [x, y + half * 1.3], [x - half * 1.3, y]]);
      } else {
        g.arc(x, y, half, 0, 2 * Math.PI);
      }
      g.fill();
      if (half > 2.5) g.stroke();
    }

    #polygon(points) {
      points.forEach(([x, y], i) => (i === 0 ? this.g.moveTo(x, y) : this.g.lineTo(x, y)));
      this.g.closePath();
    }

    /** One link of a pulse: the link lights up behind the message, and its end rings when it arrives. */
    pulse({ from, to, age }) {
      if (!this.#known({ from, to }) || age < 0) return;
      const { g } = this;
      g.save();
      g.globalAlpha = age < FLIES ? 0.9 : Math.max(0, 0.9 * (1 - (age - FLIES) / RIPPLES));
      this.#arrow(from, to, 'plum', Math.max(2, Math.min(4, this.size / 5)));
      g.restore();
      if (calm.matches) return;
      if (age < FLIES) {
        this.flight({ from, to, share: age / FLIES, kind: 'gossip' });
      } else {
        const share = Math.min(1, (age - FLIES) / RIPPLES);
        const { x, y } = this.places.get(to);
        g.save();
        g.globalAlpha = 0.8 * (1 - share);
        this.#ring(x, y, this.size + 3 + 16 * share, this.colours.plum, 3);
        g.restore();
      }
    }
  }

  /* ---- the element ---- */

  class PlumtreeTree extends HTMLElement {
    static circle = circle;
    static radial = radial;

    #canvas = document.createElement('canvas');
    #tip = document.createElement('div');
    #list = document.createElement('ul');
    #picture = { nodes: [], links: [] };
    #places = new Places();
    #pixels = new Map();
    #size = LARGEST;
    #arranged = '';
    #pulses = [];
    #colours = null;
    #asked = false;
    #listAsked = false;
    #hovered = null;
    #active = null;
    #watched = null;

    constructor() {
      super();
      const style = document.createElement('style');
      style.textContent = STYLE;
      this.#tip.className = 'tip';
      this.#tip.hidden = true;
      this.#canvas.setAttribute('aria-hidden', 'true');
      this.#list.setAttribute('role', 'listbox');
      this.#list.setAttribute('aria-label', 'nodes of the cluster');
      this.#list.tabIndex = 0;
      this.attachShadow({ mode: 'open' }).append(style, this.#canvas, this.#list, this.#tip);
      this.#canvas.onclick = event => this.#pick(this.#under(event));
      this.#canvas.onmousemove = event => this.#hover(this.#under(event));
      this.#canvas.onmouseleave = () => this.#hover(null);
      this.#list.onkeydown = event => this.#key(event);
      this.#list.onfocus = this.#list.onblur = () => this.#later();
    }

    connectedCallback() {
      if (!this.hasAttribute('role')) this.setAttribute('role', 'group');
      if (!this.hasAttribute('aria-label')) this.setAttribute('aria-label', 'broadcast tree');
      this.#watched = new ResizeObserver(() => this.#later());
      this.#watched.observe(this);
      dark.addEventListener('change', this.#onTheme);
    }

    disconnectedCallback() {
      this.#watched.disconnect();
      dark.removeEventListener('change', this.#onTheme);
    }

    #onTheme = () => {
      this.#colours = null;
      this.#later();
    };

    get picture() {
      return this.#picture;
    }

    set picture(picture) {
      this.#picture = picture;
      this.#arrange();
      if (!this.#listAsked) {
        this.#listAsked = true;
        setTimeout(() => { this.#listAsked = false; this.#tell(); }, 100);
      }
      this.#later();
    }

    /** Sends a message along its path, as soon as the nodes stand where they should. */
    pulse(path) {
      const start = this.#places.stillAt(performance.now());
      this.#pulses.push(...path.map(({ from, to, after = 0 }) => ({ from, to, start: start + after })));
      this.#later();
    }

    /* Only who is there and who pushes to whom moves anybody, not what state they are in. */
    #arrange() {
      const { nodes, links, origin } = this.#picture;
      const ids = nodes.map(node => node.id);
      if (nodes.length && nodes[0].x !== undefined) {
        this.#places.aim(ids, nodes.map(({ x, y }) => ({ x, y })), performance.now());
        return;
      }
      const eager = links.filter(link => link.kind === 'eager');
      const arranged = JSON.stringify([ids, origin, eager.map(({ from, to }) => [from, to])]);
      if (arranged === this.#arranged) return;
      this.#arranged = arranged;
      const numbers = new Map(ids.map((id, i) => [id, i]));
      const parents = new Map();
      // Breadth-first: where there is more than one way, the shortest one.
      const reached = [origin];
      const seen = new Set(reached);
      for (const id of reached) {
        eager.filter(({ from, to }) => from === id && !seen.has(to) && numbers.has(to)).forEach(({ to }) => {
          seen.add(to);
          reached.push(to);
          parents.set(numbers.get(to), numbers.get(id));
        });
      }
      const places = numbers.has(origin) && parents.size ? radial(ids.length, numbers.get(origin), parents) : circle(ids.length);
      this.#places.aim(ids, places, performance.now());
    }

    #later() {
      if (!this.#asked) {
        this.#asked = true;
        requestAnimationFrame(now => { this.#asked = false; this.#draw(now); });
      }
    }

    #draw(now) {
      const scale = window.devicePixelRatio || 1;
      const width = this.clientWidth;
      const height = this.clientHeight;
      if (this.#canvas.width !== Math.round(width * scale) || this.#canvas.height !== Math.round(height * scale)) {
        this.#canvas.width = Math.round(width * scale);
        this.#canvas.height = Math.round(height * scale);
      }
      if (!this.#colours) {
        const style = getComputedStyle(this);
        this.#colours = Object.fromEntries(Object.keys(LIGHT).map(name => [name, style.getPropertyValue('--' + name).trim()]));
      }
      const { nodes, links, origin, picked = null, flights = [] } = this.#picture;
      const margin = { x: LARGEST + 26, y: LARGEST + 22 };
      this.#pixels = new Map(nodes.map(({ id }) => {
        const { x, y } = this.#places.at(id, now);
        return [id, { x: width / 2 + x * (width / 2 - margin.x), y: height / 2 - 4 + y * (height / 2 - margin.y) }];
      }));
      this.#size = this.#fitting();
      const g = this.#canvas.getContext('2d');
      g.setTransform(scale, 0, 0, scale, 0, 0);
      g.clearRect(0, 0, width, height);
      const painter = new Painter(g, this.#colours, this.#pixels, this.#size, picked);
      painter.links(links);
      this.#pulses = this.#pulses.filter(pulse => now - pulse.start < FLIES + RIPPLES);
      this.#pulses.forEach(({ from, to, start }) => painter.pulse({ from, to, age: now - start }));
      const focused = this.shadowRoot.activeElement === this.#list ? this.#active : null;
      nodes.forEach(node => painter.node(node, node.id === origin, node.id === focused));
      flights.forEach(flight => painter.flight(flight));
      this.#placeTip();
      if (this.#pulses.length || this.#places.moving(now)) this.#later();
    }

    /** @return half the width of a node: as large as leaves most of them apart from the nearest one */
    #fitting() {
      const places = [...this.#pixels.values()];
      if (places.length > 500) return SMALLEST;
      const nearest = places.map((one, i) => {
        let least = Infinity;
        places.forEach((other, j) => { if (i !== j) least = Math.min(least, Math.hypot(other.x - one.x, other.y - one.y)); });
        return least;
      }).sort((a, b) => a - b);
      return Math.max(SMALLEST, Math.min(LARGEST, 0.36 * (nearest[Math.floor(nearest.length / 4)] ?? Infinity)));
    }

    /* ---- choosing ---- */

    #under(event) {
      let nearest = null;
      let least = Math.max(22, this.#size + 4);
      this.#pixels.forEach(({ x, y }, id) => {
        const distance = Math.hypot(x - event.offsetX, y - event.offsetY);
        if (distance < least) {
          least = distance;
          nearest = id;
        }
      });
      return nearest;
    }

    #pick(id) {
      this.dispatchEvent(new CustomEvent('pick', { detail: { node: id }, bubbles: true, composed: true }));
    }

    #hover(id) {
      this.#hovered = id;
      this.#canvas.style.cursor = id === null ? '' : 'pointer';
      this.#placeTip();
    }

    #placeTip() {
      const node = this.#picture.nodes.find(({ id }) => id === this.#hovered);
      this.#tip.hidden = !node;
      if (node) {
        const { x, y } = this.#pixels.get(node.id);
        this.#tip.textContent = node.tip || node.label || node.id;
        this.#tip.style.left = x + 'px';
        this.#tip.style.top = Math.max(28, y - this.#size - 8) + 'px';
      }
    }

    #key(event) {
      const ids = this.#picture.nodes.map(({ id }) => id);
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      const at = ids.indexOf(this.#active);
      if (step && ids.length) {
        this.#active = ids[(at + step + ids.length) % ids.length];
      } else if ((event.key === 'Enter' || event.key === ' ') && at >= 0) {
        this.#pick(this.#active);
      } else if (event.key === 'Escape') {
        this.#pick(null);
      } else {
        return;
      }
      event.preventDefault();
      event.stopPropagation();
      this.#tell();
      this.#later();
    }

    /** The same in words, for who does not see it. */
    #tell() {
      const { nodes, links, origin, picked } = this.#picture;
      while (this.#list.children.length > nodes.length) this.#list.lastChild.remove();
      nodes.forEach((node, i) => {
        const item = this.#list.children[i] || this.#list.appendChild(document.createElement('li'));
        const to = links.filter(link => link.kind === 'eager' && link.from === node.id).map(link => link.to);
        const words = [node.label ?? node.id, node.state];
        if (node.id === origin) words.push('origin');
        if (to.length) words.push('pushes to ' + to.join(', '));
        item.id = 'node-' + i;
        item.dataset.node = node.id;
        item.dataset.state = node.state;
        item.setAttribute('role', 'option');
        item.setAttribute('aria-selected', String(node.id === picked));
        if (item.textContent !== words.join(', ')) item.textContent = words.join(', ');
        if (node.id === this.#active) this.#list.setAttribute('aria-activedescendant', item.id);
      });
    }
  }

  customElements.define('plumtree-tree', PlumtreeTree);
})();
