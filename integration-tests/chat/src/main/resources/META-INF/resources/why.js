/* Why a message came as it did, and why a member is in its state: asked at this page's own node. */
import { $ } from './elements.js';

const ARRIVALS = {
  OWN: 'broadcast there', PUSHED: 'pushed', PULLED: 'asked for', RECOVERED: 'found missing by comparing', STORED: 'from the store',
};
const ENDS = {
  NOT_RETAINED: 'which no longer has it', NO_LINK: 'which is no longer linked', TIMEOUT: 'which did not answer',
  TOO_MANY_QUESTIONS: 'which is asked too much', TOO_LONG: 'and on',
};
const REPAIRS = {
  PULL_SENT: 'pulled from', GRAFT_SENT: 'grafted to', DUPLICATE: 'came again from', PRUNE_SENT: 'pruned', PRUNE_RECEIVED: 'was pruned by',
};
const ANSWERS = {
  DIRECT: 'it answered', INDIRECT: 'it answered by way of others', TCP: 'it answered over TCP alone', NONE: 'it did not answer',
};
const clock = at => new Date(at).toLocaleTimeString('en-GB');

let asked = 0;

async function ask(path, tell) {
  const question = ++asked;
  try {
    const response = await fetch(path);
    const answer = await response.json();
    if (question === asked) $('why').textContent = response.ok ? tell(answer) : answer.detail;
  } catch (failure) {
    if (question === asked) $('why').textContent = 'this node does not answer';
  }
}

export function forgetWhy() {
  asked++;
  $('why').textContent = '';
}

/** @param arrived told of the path, from its origin on: [{ from, to, after }] */
export function whyMessage({ origin, epoch, topic, sequence }, arrived) {
  const query = new URLSearchParams({ origin, epoch, topic, sequence });
  ask(`why/message?${query}`, ({ path, end, next, repairs }) => {
    const steps = [...path].reverse();
    arrived(steps.slice(1).map(({ node }, i) => ({ from: steps[i].node, to: node, after: 420 * i })));
    const way = path.map(({ node, arrival }) => `${node} (${ARRIVALS[arrival]})`).join(' ← ');
    const rest = ENDS[end] ? ` ← ${next}, ${ENDS[end]}` : '';
    const done = repairs.map(({ kind, peer }) => `${REPAIRS[kind]} ${peer}`).join(', ');
    return `${topic} ${sequence} of ${origin}: ${way}${rest}${done ? `; ${done}` : ''}`;
  });
}

export function whyMember(id) {
  ask(`why/member/${encodeURIComponent(id)}`, ({ member, since, saidBy, deadAt, lastProbe }) => {
    const words = [`${id} is ${member.state.toLowerCase()} since ${clock(since)}`];
    if (saidBy.length) words.push(`on the word of ${saidBy.join(', ')}`);
    if (deadAt) words.push(`dead at ${clock(deadAt)} unless it contradicts`);
    if (lastProbe) words.push(`tried ${clock(lastProbe.endedAt)}: ${ANSWERS[lastProbe.answer]}`);
    return words.join(', ');
  });
}
