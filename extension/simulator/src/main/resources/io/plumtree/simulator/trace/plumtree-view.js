/*
 * <plumtree-view>: draws a cluster at one moment. Whoever uses it says what there is, by show(picture), as often as it changes:
 *
 *   picture.nodes   [{ label, x, y, mark, zone }]   x and y from -1 to 1; mark: origin, has, waits or down
 *   picture.links   [[a, b], ...]                   numbers of nodes: dotted, announced to at most
 *   picture.eager   [[from, to], ...]               solid, with the direction in which payloads are pushed
 *   picture.pulses  [{ from, to, share, kind }]     what is under way, and how far; kind: gossip, ihave, graft, prune, pull,
 *                                                   lost or anything else
 *   picture.picked  number of a node, or null       whose links stand out
 *
 * A click on a node is an event "pick" with detail { node }, one beside all nodes has null. Colours come from CSS variables,
 * so that it follows the theme of the page: --ink, --soft, --faint, --panel, --plum, --has, --down, --ihave, --graft, --prune.
 */
(() => {
  'use strict';

  const KINDS = {
    gossip: { colour: '--plum', size: 1.25 },
    ihave: { colour: '--ihave', size: 0.5 },
    graft: { colour: '--graft', size: 0.95, shape: 'triangle' },
    pull: { colour: '--graft', size: 0.8, shape: 'diamond' },
    prune: { colour: '--prune', size: 0.85, shape: 'square' },
    lost: { colour: '--down', size: 0.9, shape: 'cross' },
    other: { colour: '--soft', size: 0.5, shape: 'diamond' },
  };
  const SMALLEST = 3;
  const LARGEST = 13;
  const NAMES = ['--ink', '--soft', '--faint', '--panel', '--plum', '--has', '--down', '--ihave', '--graft', '--prune'];

  class PlumtreeView extends HTMLElement {
    #canvas = document.createElement('canvas');
    #tip = document.createElement('div');
    #picture = { nodes: [], links: [], eager: [], pulses: [], picked: null };
    #places = [];
    #colours = {};
    #drawing = false;
    #hovered = null;

    constructor() {
      super();
      const root = this.attachShadow({ mode: 'open' });
      const style = document.createElement('style');
      style.textContent = `
        :host { display: block; position: relative; min-height: 200px; overflow: hidden; }
        canvas { position: absolute; inset: 0; width: 100%; height: 100%; }
        div { position: absolute; pointer-events: none; padding: 2px 8px; border-radius: 6px; font-size: 13px;
              background: var(--ink); color: var(--panel); white-space: nowrap; transform: translate(-50%, -170%); }
        div[hidden] { display: none; }`;
      this.#tip.hidden = true;
      root.append(style, this.#canvas, this.#tip);
      this.setAttribute('role', 'img');
    }

    connectedCallback() {
      this.observer = new ResizeObserver(() => this.#later());
      this.observer.observe(this);
      this.theme = matchMedia('(prefers-color-scheme: dark)');
      this.onTheme = () => { this.#colours = {}; this.#later(); };
      this.theme.addEventListener('change', this.onTheme);
      this.#canvas.onclick = event => {
        this.dispatchEvent(new CustomEvent('pick', { detail: { node: this.#at(event) } }));
      };
      this.#canvas.onmousemove = event => this.#hover(this.#at(event));
      this.#canvas.onmouseleave = () => this.#hover(null);
    }

    disconnectedCallback() {
      this.observer.disconnect();
      this.theme.removeEventListener('change', this.onTheme);
    }

    show(picture) {
      this.#picture = picture;
      this.#later();
    }

    #later() {
      if (!this.#drawing) {
        this.#drawing = true;
        requestAnimationFrame(() => { this.#drawing = false; this.#draw(); });
      }
    }

    #at(event) {
      let nearest = null;
      let least = 22;
      this.#places.forEach(([x, y], node) => {
        const distance = Math.hypot(x - event.offsetX, y - event.offsetY);
        if (distance < least) {
          least = distance;
          nearest = node;
        }
      });
      return nearest;
    }

    #hover(node) {
      this.#hovered = node;
      this.#canvas.style.cursor = node === null ? '' : 'pointer';
      this.#placeTip();
    }

    #placeTip() {
      const node = this.#hovered === null ? null : this.#picture.nodes[this.#hovered];
      this.#tip.hidden = !node;
      if (node) {
        this.#tip.textContent = node.tip || node.label;
        this.#tip.style.left = this.#places[this.#hovered][0] + 'px';
        this.#tip.style.top = Math.max(50, this.#places[this.#hovered][1]) + 'px';
      }
    }

    #colour(name) {
      if (!this.#colours[name]) {
        const style = getComputedStyle(this);
        NAMES.forEach(one => { this.#colours[one] = style.getPropertyValue(one).trim() || '#888'; });
      }
      return this.#colours[name];
    }

    #draw() {
      const width = this.clientWidth;
      const height = this.clientHeight;
      const scale = window.devicePixelRatio || 1;
      if (this.#canvas.width !== Math.round(width * scale) || this.#canvas.height !== Math.round(height * scale)) {
        this.#canvas.width = Math.round(width * scale);
        this.#canvas.height = Math.round(height * scale);
      }
      const g = this.#canvas.getContext('2d');
      g.setTransform(scale, 0, 0, scale, 0, 0);
      g.clearRect(0, 0, width, height);
      const { nodes, links, eager, pulses, picked } = this.#picture;
      const count = Math.max(1, nodes.length);
      const margin = 2 * LARGEST + 8;
      this.#places = nodes.map(node => [
        width / 2 + node.x * (width / 2 - margin),
        height / 2 + node.y * (height / 2 - margin),
      ]);
      const size = this.#size();
      this.#lazyLinks(g, links, picked, count);
      this.#eagerLinks(g, eager, picked, size);
      nodes.forEach((node, number) => this.#node(g, node, number, size, count, picked));
      pulses.forEach(pulse => this.#pulse(g, pulse, size));
      this.#placeTip();
    }

    /** @return half the width of a node: as large as leaves most of them apart from the nearest one */
    #size() {
      const places = this.#places;
      if (places.length > 500) {
        return SMALLEST;
      }
      const nearest = places.map(([x, y], i) => {
        let least = Infinity;
        places.forEach((place, j) => { if (i !== j) least = Math.min(least, Math.hypot(place[0] - x, place[1] - y)); });
        return least;
      }).sort((a, b) => a - b);
      return Math.max(SMALLEST, Math.min(LARGEST, 0.45 * (nearest[Math.floor(nearest.length / 4)] ?? Infinity)));
    }

    #lazyLinks(g, links, picked, count) {
      g.save();
      g.lineWidth = 1;
      g.setLineDash([1.5, 5]);
      for (const standsOut of [false, true]) {
        g.strokeStyle = this.#colour(standsOut ? '--soft' : '--faint');
        g.globalAlpha = standsOut ? 1 : picked === null ? Math.max(0.15, Math.min(0.8, 60 / count)) : 0.15;
        g.beginPath();
        for (const [a, b] of links) {
          if ((a === picked || b === picked) === standsOut) {
            g.moveTo(...this.#places[a]);
            g.lineTo(...this.#places[b]);
          }
        }
        g.stroke();
      }
      g.restore();
    }

    #eagerLinks(g, eager, picked, size) {
      g.save();
      for (const [from, to] of eager) {
        const standsOut = picked === null || from === picked || to === picked;
        const [x1, y1] = this.#places[from];
        const [x2, y2] = this.#places[to];
        const length = Math.hypot(x2 - x1, y2 - y1) || 1;
        const dx = (x2 - x1) / length;
        const dy = (y2 - y1) / length;
        g.globalAlpha = standsOut ? 0.9 : 0.25;
        g.strokeStyle = g.fillStyle = this.#colour('--has');
        g.lineWidth = Math.max(1.2, size / 6);
        g.beginPath();
        g.moveTo(x1 + dx * size, y1 + dy * size);
        g.lineTo(x2 - dx * (size + 5), y2 - dy * (size + 5));
        g.stroke();
        const head = Math.max(3.5, size * 0.45);
        const tipX = x2 - dx * (size + 1);
        const tipY = y2 - dy * (size + 1);
        g.beginPath();
        g.moveTo(tipX, tipY);
        g.lineTo(tipX - dx * head * 1.6 - dy * head * 0.7, tipY - dy * head * 1.6 + dx * head * 0.7);
        g.lineTo(tipX - dx * head * 1.6 + dy * head * 0.7, tipY - dy * head * 1.6 - dx * head * 0.7);
        g.fill();
      }
      g.restore();
    }

    #node(g, node, number, size, count, picked) {
      const [x, y] = this.#places[number];
      const has = node.mark === 'has' || node.mark === 'origin';
      g.beginPath();
      g.arc(x, y, size, 0, 2 * Math.PI);
      g.fillStyle = has ? this.#colour(node.mark === 'origin' ? '--plum' : '--has') : this.#colour('--panel');
      g.fill();
      g.lineWidth = number === picked ? 3 : 1.5;
      g.strokeStyle = this.#colour(number === picked ? '--ink' : node.mark === 'down' ? '--down' : has ? '--panel' : '--soft');
      g.stroke();
      if (node.mark === 'origin') {
        g.beginPath();
        g.arc(x, y, size + 4, 0, 2 * Math.PI);
        g.strokeStyle = this.#colour('--plum');
        g.lineWidth = 2;
        g.stroke();
      }
      if (node.mark === 'down') {
        this.#cross(g, x, y, size * 0.6, this.#colour('--down'));
      } else if (size >= 8.5) {
        g.fillStyle = this.#colour(has ? '--panel' : '--ink');
        g.font = `600 ${Math.round(size * (node.label.length > 3 ? 0.68 : 0.82))}px system-ui, sans-serif`;
        g.textAlign = 'center';
        g.textBaseline = 'middle';
        g.fillText(node.label, x, y + 0.5);
      }
    }

    #cross(g, x, y, half, colour) {
      g.strokeStyle = colour;
      g.lineWidth = 2;
      g.beginPath();
      g.moveTo(x - half, y - half);
      g.lineTo(x + half, y + half);
      g.moveTo(x + half, y - half);
      g.lineTo(x - half, y + half);
      g.stroke();
    }

    #pulse(g, pulse, size) {
      const kind = KINDS[pulse.kind] || KINDS.other;
      const [x1, y1] = this.#places[pulse.from];
      const [x2, y2] = this.#places[pulse.to];
      // From edge to edge, so that no name is covered.
      const edge = Math.min(0.45, (size + 5) / (Math.hypot(x2 - x1, y2 - y1) || 1));
      const share = edge + (1 - 2 * edge) * pulse.share;
      const x = x1 + (x2 - x1) * share;
      const y = y1 + (y2 - y1) * share;
      const half = Math.max(1.8, Math.min(7, size * 0.5) * kind.size);
      const colour = this.#colour(kind.colour);
      if (kind.shape === 'cross') {
        this.#cross(g, x, y, half, colour);
        return;
      }
      g.fillStyle = colour;
      g.strokeStyle = this.#colour('--panel');
      g.lineWidth = 1.5;
      g.beginPath();
      if (kind.shape === 'square') {
        g.rect(x - half, y - half, 2 * half, 2 * half);
      } else if (kind.shape === 'triangle') {
        g.moveTo(x, y - half * 1.2);
        g.lineTo(x + half * 1.2, y + half);
        g.lineTo(x - half * 1.2, y + half);
        g.closePath();
      } else if (kind.shape === 'diamond') {
        g.moveTo(x, y - half * 1.3);
        g.lineTo(x + half * 1.3, y);
        g.lineTo(x, y + half * 1.3);
        g.lineTo(x - half * 1.3, y);
        g.closePath();
      } else {
        g.arc(x, y, half, 0, 2 * Math.PI);
      }
      g.fill();
      if (half > 2.5) {
        g.stroke();
      }
    }
  }

  customElements.define('plumtree-view', PlumtreeView);
})();
