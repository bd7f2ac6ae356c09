/* The page: what is said in the chat of this node, and how every node of the cluster is. */
import { $ } from './elements.js';
import './spark-line.js';
import { Cluster } from './cluster.js';
import { happened, showEvents } from './events.js';
import { Faults } from './faults.js';
import { showNodes } from './nodes.js';
import { talk } from './talk.js';
import { Tree } from './tree.js';
import { forgetWhy, whyMember, whyMessage } from './why.js';

const DRAW = 300;                // ms
const FIGURES = 500;

const cluster = new Cluster(location.href);
const faults = new Faults(() => later());
const tree = new Tree(cluster, faults, picked => {
  showEvents(picked);
  if (picked === null) forgetWhy();
  else whyMember(picked);
  later();
});
let drawing = false;

/* Five nodes tell something every 300 ms, which is drawn at one time. */
function later() {
  if (!drawing) {
    drawing = true;
    setTimeout(() => { drawing = false; draw(); }, DRAW / 3);
  }
}

function draw() {
  if (!cluster.own) return;
  tree.show();
  showNodes(cluster, faults, tree.picked);
  own(cluster.own);
}

function own(node) {
  $('node').textContent = node.id;
  document.title = `${node.id} · Plumtree chat`;
  const health = node.report.health;
  const [state, text] = !node.connected ? ['lost', 'connection lost, trying again']
    : !node.speaks ? ['lost', 'does not answer']
      : [health.ready ? 'ready' : 'waiting', health.reason || (health.ready ? 'ready' : 'not ready')];
  $('state').dataset.state = state;
  $('state').textContent = text;
}

cluster.addEventListener('news', ({ detail: { node, news } }) => {
  if (node === cluster.own) faults.at(news.node.control);
  tree.saw(node, news.seen);
  if (happened(node, news.happened)) showEvents(tree.picked);
  later();
});
cluster.addEventListener('changed', later);
setInterval(later, 1000);        // silence changes the picture, too
setInterval(() => {
  const { rate, latency, rmr } = cluster.figures();
  $('rate').push(rate);
  $('latency').push(latency);
  $('rmr').push(rmr);
}, FIGURES);

talk(line => whyMessage(line, path => tree.follow(line.origin, path)));
