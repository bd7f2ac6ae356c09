/* Faults, asked for at the one who started the processes; without one nothing is offered. */
import { $, keyed, notice } from './elements.js';

const POLL = 1000;               // ms

export class Faults {
  #control = null;
  #state = { nodes: [], links: [], lossPercent: 0, latencyMillis: 0 };
  #changed;

  constructor(changed) {
    this.#changed = changed;
    $('heal').onclick = () => this.#ask('POST', 'heal');
    $('cut').onclick = () => {
      const [a, b] = [$('link-a').value, $('link-b').value];
      this.#ask('POST', `links/${encodeURIComponent(a)}/${encodeURIComponent(b)}/${this.#isCut(a, b) ? 'mend' : 'cut'}`);
    };
    $('link-a').onchange = $('link-b').onchange = () => this.#show();
    const weather = () => this.#ask('POST', 'weather', { lossPercent: Number($('loss').value), latencyMillis: Number($('delay').value) });
    $('loss').onchange = $('delay').onchange = weather;
    $('loss').oninput = $('delay').oninput = () => this.#weatherInWords();
  }

  /** @param control where, as this page's own node says; may be null */
  at(control) {
    if (this.#control || !control) return;
    const url = new URL(control);
    if (url.hostname === '127.0.0.1') url.hostname = location.hostname;
    this.#control = url;
    $('faults').hidden = false;
    document.body.classList.add('with-faults');
    this.#poll();
  }

  async #poll() {
    await this.#ask('GET', '');
    setTimeout(() => this.#poll(), POLL);
  }

  async #ask(method, path, body) {
    try {
      const response = await fetch(new URL(path, this.#control), {
        method, headers: body ? { 'Content-Type': 'application/json' } : {}, body: body && JSON.stringify(body),
      });
      const answer = await response.json();
      if (response.ok) {
        this.#state = answer;
        this.#show();
      } else {
        notice(answer.detail || `faults: ${response.status}`);
      }
    } catch (failure) {
      if (method !== 'GET') notice('whoever started the processes does not answer');
    }
  }

  act(node, action) {
    this.#ask('POST', `nodes/${encodeURIComponent(node)}/${action}`);
  }

  /** @return what can be done with a node: [action, text] */
  actions(id) {
    const node = this.#state.nodes.find(each => each.id === id);
    if (!node) return [];
    if (!node.running) return [['restart', 'Restart']];
    return [
      node.isolated ? ['reconnect', 'Reconnect'] : ['isolate', 'Isolate'],
      node.paused ? ['resume', 'Resume'] : ['pause', 'Pause'],
      ['kill', 'Kill'],
    ];
  }

  /** @return pairs of nodes that cannot reach each other */
  cuts() {
    const running = id => this.#state.nodes.some(node => node.id === id && node.running);
    const isolated = this.#state.nodes.filter(node => node.isolated).map(node => node.id);
    const pairs = this.#state.nodes.flatMap((a, i) => this.#state.nodes.slice(i + 1).map(b => [a.id, b.id]));
    return pairs.filter(([a, b]) => running(a) && running(b) && (isolated.includes(a) || isolated.includes(b) || this.#isCut(a, b)));
  }

  #isCut(a, b) {
    return this.#state.links.some(link => [link.a, link.b].includes(a) && [link.a, link.b].includes(b) && a !== b);
  }

  #show() {
    const ids = this.#state.nodes.map(node => node.id);
    const first = !$('link-a').options.length;
    keyed($('link-a'), ids, id => new Option(id, id));
    keyed($('link-b'), ids, id => new Option(id, id));
    if (first && ids.length > 1) $('link-b').value = ids[1];
    const [a, b] = [$('link-a').value, $('link-b').value];
    $('cut').textContent = this.#isCut(a, b) ? 'Mend' : 'Cut';
    $('cut').disabled = a === b;
    if (!$('weather').contains(document.activeElement)) {
      $('loss').value = this.#state.lossPercent;
      $('delay').value = this.#state.latencyMillis;
      this.#weatherInWords();
    }
    this.#changed();
  }

  #weatherInWords() {
    $('loss-shown').textContent = `${$('loss').value} %`;
    $('delay-shown').textContent = `${$('delay').value} ms`;
  }
}
