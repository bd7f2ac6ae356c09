/* The picture: who is there and how, who pushes to whom in the tree of one origin, and the way of the last message. */
import { $, keyed, millis } from './elements.js';

const GATHERS = 700;             // ms until nodes have told of a message, mostly
const FORGOTTEN = 10000;         // ms
const HOP = 420;                 // ms that a hop of the pulse takes

export class Tree {
  #cluster;
  #faults;
  #origin = null;
  #chosen = false;
  #journeys = new Map();         // message -> { origin, seen: Map of node id -> sighting }
  #last = null;
  #pulsed = 0;

  constructor(cluster, faults, pick) {
    this.#cluster = cluster;
    this.#faults = faults;
    this.picked = null;
    $('tree').addEventListener('pick', ({ detail: { node } }) => {
      this.picked = node === this.picked ? null : node;
      pick(this.picked);
      this.show();
    });
    $('origin').onchange = () => {
      this.#chosen = true;
      this.#origin = $('origin').value;
      this.show();
    };
  }

  /** What a node delivered; its message may be on its way elsewhere. */
  saw(node, seen) {
    for (const sighting of seen) {
      const key = [sighting.origin, sighting.epoch, sighting.topic, sighting.sequence].join('/');
      if (!this.#journeys.has(key)) {
        const journey = { ...sighting, seen: new Map() };
        this.#journeys.set(key, journey);
        setTimeout(() => this.#travel(journey), GATHERS);
        setTimeout(() => this.#journeys.delete(key), FORGOTTEN);
      }
      const journey = this.#journeys.get(key);
      journey.seen.set(node.id, sighting);
      if (journey === this.#last) this.#tell(journey);
    }
  }

  #travel(journey) {
    const now = performance.now();
    if (now - this.#pulsed < HOP) return;
    this.#pulsed = now;
    if (!this.#chosen && this.#origin !== journey.origin) {
      this.#origin = journey.origin;
      this.show();
    }
    this.#last = journey;
    this.#tell(journey);
    if (journey.origin === this.#origin) $('tree').pulse(this.#path(journey));
  }

  /** From whom each node had it: a node one hop nearer that pushes to it, in that origin's tree. */
  #path({ origin, seen }) {
    const path = [];
    seen.forEach(({ hops }, id) => {
      if (id === origin) return;
      const nearer = [...this.#cluster.nodes.values()].filter(node => node.speaks && (node.id === origin ? 0 : seen.get(node.id)?.hops) === hops - 1);
      const from = nearer.find(node => this.#pushes(node, origin).includes(id)) || nearer[0];
      if (from) path.push({ from: from.id, to: id, after: (hops - 1) * HOP });
    });
    return path.sort((a, b) => a.after - b.after);
  }

  /** Shows the way of one message, as its nodes remember it. */
  follow(origin, path) {
    this.#origin = origin;
    this.show();
    $('tree').pulse(path);
  }

  #tell({ origin, topic, sequence, seen }) {
    const others = [...seen].filter(([id]) => id !== origin).map(([, sighting]) => sighting);
    const hops = Math.max(0, ...others.map(sighting => sighting.hops));
    const took = Math.max(0, ...others.map(({ sentAt, receivedAt }) => Date.parse(receivedAt) - Date.parse(sentAt)));
    $('last').textContent = `${origin} · ${topic} ${sequence}: ${others.length} of ${this.#cluster.nodes.size - 1} others`
      + (others.length ? `, ${hops} ${hops === 1 ? 'hop' : 'hops'}, ${millis(took)}` : '');
  }

  /** @return ids of those that a node pushes an origin's messages to */
  #pushes(node, origin) {
    return node.report.trees.find(place => place.origin === origin)?.eager ?? [];
  }

  show() {
    const cluster = this.#cluster;
    const nodes = cluster.all();
    if (!nodes.length) return;
    if (!cluster.nodes.has(this.#origin)) this.#origin = cluster.own.id;
    keyed($('origin'), nodes.map(node => node.id), id => new Option(id, id));
    $('origin').value = this.#origin;
    const links = this.#links(nodes.filter(node => node.speaks));
    $('hint').textContent = links.some(({ kind }) => kind === 'eager') ? '' : `${this.#origin} has sent nothing lately: no tree`;
    $('tree').picture = {
      nodes: nodes.map(node => ({ id: node.id, label: node.id, state: cluster.stateOf(node), tip: this.#tip(node) })),
      links,
      origin: this.#origin,
      picked: this.picked,
    };
  }

  #links(speaking) {
    const links = new Map();
    const key = (a, b) => [a, b].sort().join(' ');
    this.#faults.cuts().forEach(([a, b]) => links.set(key(a, b), { from: a, to: b, kind: 'cut' }));
    speaking.forEach(node => node.report.peers.filter(peer => peer.linked).forEach(({ id }) => {
      if (!links.has(key(node.id, id))) links.set(key(node.id, id), { from: node.id, to: id, kind: 'lazy' });
    }));
    speaking.forEach(node => this.#pushes(node, this.#origin).forEach(id => {
      const link = links.get(key(node.id, id));
      if (link && link.kind !== 'cut') links.set(key(node.id, id), { from: node.id, to: id, kind: 'eager' });
    }));
    return [...links.values()];
  }

  #tip(node) {
    return node.report ? `${node.id}: ${node.speaks ? node.report.health.reason || 'ready' : 'does not answer'}` : node.id;
  }
}
