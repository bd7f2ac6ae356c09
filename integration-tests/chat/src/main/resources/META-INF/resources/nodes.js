/* The table of nodes: each with the numbers that it tells itself. */
import { $, button, element, keyed, millis } from './elements.js';

const COLUMNS = 8;
const count = value => value.toLocaleString('en');

function makeRow() {
  const row = element('tr');
  for (let i = 0; i < COLUMNS; i++) row.append(element(i === 0 ? 'th' : 'td', i > 1 && i < COLUMNS - 1 ? 'number' : ''));
  row.cells[0].scope = 'row';
  row.cells[COLUMNS - 1].className = 'faults';
  return row;
}

function name(cell, node, own) {
  if (cell.childElementCount) return;
  cell.append(element('span', 'dot'));
  if (own || !node.page) {
    cell.append(element('span', own ? 'own' : '', node.id));
    return;
  }
  const link = element('a', '', node.id);
  Object.assign(link, { href: node.page, target: '_blank', rel: 'noopener', title: 'open its page' });
  cell.append(link);
}

function actions(cell, node, faults) {
  const offered = faults.actions(node.id);
  keyed(cell, offered.map(([action]) => action), action => button(offered.find(([each]) => each === action)[1], 'small',
    () => faults.act(node.id, action)));
}

const WORDS = { failed: 'does not answer', left: 'has left', paused: 'stands still', suspect: 'suspect', isolated: 'isolated' };

export function showNodes(cluster, faults, picked) {
  keyed($('nodes'), cluster.all().map(node => node.id), makeRow).forEach((row, i) => {
    const node = cluster.all()[i];
    const state = cluster.stateOf(node);
    const cells = [...row.cells];
    row.dataset.state = state;
    row.classList.toggle('picked', node.id === picked);
    name(cells[0], node, node === cluster.own);
    const health = node.speaks ? node.report.health : null;
    cells[1].textContent = WORDS[state] || (health && !health.ready ? 'not ready' : 'ready');
    cells[1].title = health ? health.reason || `${health.linked} linked, ${health.eager} eager` : '';
    const counters = node.report?.engine.counters;
    const values = counters
      ? [count(counters.broadcasts), count(counters.delivered), count(counters.duplicates), node.rmr === null ? '–' : node.rmr.toFixed(3), millis(node.latency)]
      : ['–', '–', '–', '–', '–'];
    values.forEach((value, at) => { cells[2 + at].textContent = value; });
    actions(cells[COLUMNS - 1], node, faults);
  });
}
