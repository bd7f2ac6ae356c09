/* What happened, as the nodes were told; the newest first. */
import { $, element } from './elements.js';

const KEPT = 400;
const SHOWN = 120;
const WORDS = {
  MemberJoined: ['joined', 'good'], MemberUpdated: ['updated', ''], MemberSuspected: ['suspect', 'warn'], MemberFailed: ['failed', 'bad'],
  MemberLeft: ['left', ''], PeerPromotion: ['eager →', ''], PeerDemotion: ['lazy →', ''], GraftSent: ['graft →', ''],
  GraftFailed: ['graft failed', 'warn'], PruneSent: ['prune →', ''], ClusterGap: ['gap', 'bad'],
};

const events = [];

export function happened(node, list) {
  if (!list.length) return false;
  list.forEach(event => events.push({ node: node.id, ...event }));
  events.sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  events.length = Math.min(events.length, KEPT);
  return true;
}

export function showEvents(picked) {
  $('events-of').textContent = picked === null ? 'of all nodes' : `of ${picked}`;
  const shown = events.filter(event => picked === null || event.node === picked || event.member === picked).slice(0, SHOWN);
  $('events').replaceChildren(...shown.map(({ at, node, event, member, origin, detail }) => {
    const [word, tone] = WORDS[event] || [event, ''];
    const more = [member, origin && origin !== member ? `tree of ${origin}` : '', detail].filter(Boolean).join(', ');
    return element('li', '', element('time', '', new Date(at).toLocaleTimeString('en-GB')), element('b', '', node),
      element('span', tone, `${word} ${more}`));
  }));
}
