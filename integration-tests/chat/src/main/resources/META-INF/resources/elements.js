/* What several parts of the page need. */

export const $ = id => document.getElementById(id);

export function element(name, className, ...content) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...content);
  return made;
}

export function button(text, className, action) {
  const made = element('button', className, text);
  made.type = 'button';
  made.onclick = action;
  return made;
}

/** Keeps the children of a list that are still wanted, so that focus and selection stay, and says which are new. */
export function keyed(parent, keys, make) {
  const old = new Map([...parent.children].map(child => [child.dataset.key, child]));
  const wanted = keys.map(key => {
    const child = old.get(key) || make(key);
    child.dataset.key = key;
    return child;
  });
  if (wanted.length !== parent.children.length || wanted.some((child, i) => parent.children[i] !== child)) {
    parent.replaceChildren(...wanted);
  }
  return wanted;
}

let hiding;

export function notice(text) {
  $('notice').textContent = text;
  $('notice').hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => { $('notice').hidden = true; }, 8000);
}

export const millis = value => (value === null ? '–' : value < 1 ? '< 1 ms' : value < 10000 ? `${Math.round(value)} ms` : `${Math.round(value / 1000)} s`);
