/* What the nodes say, put together: each is asked itself, over a connection of its own. */
import { Socket } from './socket.js';

const SILENT_AFTER = 2500;       // ms without a word: the process stands still
const LATENCIES_KEPT = 20;
const PERIOD = 2000;             // ms over which rates are taken

class Node {
  report = null;
  connected = false;
  lastHeard = 0;
  samples = [];                  // counters over time, the oldest first
  latencies = [];                // of the last messages, in ms

  constructor(id, page) {
    this.id = id;
    this.page = page;
  }

  get speaks() {
    return this.connected && this.report !== null && performance.now() - this.lastHeard < SILENT_AFTER;
  }

  heard({ node, seen }) {
    const now = performance.now();
    if (this.report && this.report.epoch !== node.epoch) this.samples = [];
    this.report = node;
    this.lastHeard = now;
    this.samples.push({ at: now, counters: node.engine.counters });
    while (this.samples.length > 2 && now - this.samples[1].at > PERIOD) this.samples.shift();
    seen.filter(({ hops }) => hops > 0).forEach(({ sentAt, receivedAt }) => {
      this.latencies.push(Math.max(0, Date.parse(receivedAt) - Date.parse(sentAt)));
    });
    this.latencies.splice(0, this.latencies.length - LATENCIES_KEPT);
  }

  get latency() {
    return this.latencies.length ? this.latencies.reduce((a, b) => a + b) / this.latencies.length : null;
  }

  /** Payloads received for each message of others, less one, since the node started. */
  get rmr() {
    const { delivered, broadcasts, payloadsReceived } = this.report.engine.counters;
    return delivered > broadcasts ? payloadsReceived / (delivered - broadcasts) - 1 : null;
  }

  /** How much a counter rose in the last seconds, and how many seconds that were. */
  rise(counter) {
    const [first, last] = [this.samples[0], this.samples[this.samples.length - 1]];
    return first === last || !first ? 0 : last.counters[counter] - first.counters[counter];
  }

  get seconds() {
    return this.samples.length < 2 ? 0 : (this.samples[this.samples.length - 1].at - this.samples[0].at) / 1000;
  }
}

export class Cluster extends EventTarget {
  nodes = new Map();
  own = null;

  constructor(page) {
    super();
    this.#ask(new Node(null, page));
  }

  #ask(node) {
    new Socket(node.page, 'watch', {
      opened: () => { node.connected = true; },
      closed: () => {
        node.connected = false;
        this.#tell('changed', { node });
      },
      heard: news => {
        if (node.id === null) this.#meet(node, news.node);
        node.heard(news);
        this.#know(news.node);
        this.#tell('news', { node, news });
      },
    });
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  /** This page's own node says who it is, and where the pages of others are. */
  #meet(node, report) {
    node.id = report.id;
    this.own = node;
    this.nodes.set(node.id, node);
    Object.entries(report.pages).forEach(([id, page]) => {
      // Opened by another name of this host, the page asks the others by that name, too.
      const url = new URL(page);
      if (url.hostname === '127.0.0.1') url.hostname = location.hostname;
      const other = new Node(id, url.href);
      this.nodes.set(id, other);
      this.#ask(other);
    });
  }

  /** Members without a page are in the picture, by the word of others. */
  #know(report) {
    report.members.forEach(({ id }) => {
      if (!this.nodes.has(id)) this.nodes.set(id, new Node(id, null));
    });
    this.nodes.forEach((node, id) => {
      if (!node.page && ![...this.nodes.values()].some(other => other.speaks && other.report.members.some(member => member.id === id))) {
        this.nodes.delete(id);
      }
    });
    if (this.#sorted()) this.nodes = new Map([...this.nodes].sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true })));
  }

  #sorted() {
    const ids = [...this.nodes.keys()];
    return ids.some((id, i) => i > 0 && ids[i - 1].localeCompare(id, 'en', { numeric: true }) > 0);
  }

  all() {
    return [...this.nodes.values()];
  }

  /**
   * Half of those that speak have to agree: whoever is cut off believes that everybody else is dead.
   *
   * @return alive, suspect, isolated, paused, failed or left
   */
  stateOf(node) {
    const others = this.all().filter(other => other !== node && other.speaks);
    const believed = others.map(other => other.report.members.find(member => member.id === node.id)?.state);
    const share = (...states) => believed.filter(state => states.includes(state)).length / Math.max(1, others.length);
    if (node.page && !node.connected) return believed.length && share('LEFT') >= 0.5 ? 'left' : 'failed';
    if (node.speaks && node.report.health.linked === 0 && this.nodes.size > 1) return others.length ? 'isolated' : 'alive';
    if (share('DEAD') >= 0.5 && others.length) return node.speaks ? 'isolated' : 'failed';
    if (share('LEFT') >= 0.5 && others.length) return 'left';
    if (share('SUSPECT', 'DEAD') >= 0.5 && others.length) return 'suspect';
    return node.page && !node.speaks && node.report ? 'paused' : 'alive';
  }

  /** Over all nodes and the last seconds: deliveries a second, mean latency, and RMR; null where nothing moved. */
  figures() {
    const speaking = this.all().filter(node => node.speaks);
    const sum = counter => speaking.reduce((total, node) => total + node.rise(counter), 0);
    const rate = speaking.reduce((total, node) => total + (node.seconds ? node.rise('delivered') / node.seconds : 0), 0);
    const latencies = speaking.flatMap(node => node.latencies);
    const others = sum('delivered') - sum('broadcasts');
    return {
      rate,
      latency: others > 0 && latencies.length ? latencies.reduce((a, b) => a + b) / latencies.length : null,
      rmr: others > 0 ? Math.max(0, sum('payloadsReceived') / others - 1) : null,
    };
  }
}
