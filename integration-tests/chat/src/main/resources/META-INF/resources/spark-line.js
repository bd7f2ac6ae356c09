/* <spark-line label="...">: the last values of one figure as a line, with the newest in figures. push(value) adds one; null is a gap. */

const KEPT = 120;
const WIDTH = 120;
const HEIGHT = 30;

class SparkLine extends HTMLElement {
  #values = [];
  #shown = document.createElement('b');
  #path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  #area = document.createElementNS('http://www.w3.org/2000/svg', 'path');

  connectedCallback() {
    const label = document.createElement('span');
    label.textContent = this.getAttribute('label');
    this.#shown.textContent = '–';
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('viewBox', `0 0 ${WIDTH} ${HEIGHT}`);
    svg.setAttribute('preserveAspectRatio', 'none');
    svg.setAttribute('aria-hidden', 'true');
    this.#area.setAttribute('class', 'area');
    svg.append(this.#area, this.#path);
    this.replaceChildren(label, this.#shown, svg);
  }

  push(value) {
    this.#values.push(value);
    if (this.#values.length > KEPT) this.#values.shift();
    const known = this.#values.filter(each => each !== null);
    const last = known[known.length - 1];
    this.#shown.textContent = last === undefined ? '–' : last >= 100 ? Math.round(last).toLocaleString('en') : last.toFixed(last === 0 ? 0 : last < 10 ? 2 : 1);
    const most = Math.max(1e-9, ...known);
    const points = this.#values.map((each, i) => each === null ? null
      : [WIDTH - (this.#values.length - 1 - i) * WIDTH / (KEPT - 1), HEIGHT - 1.5 - each / most * (HEIGHT - 4)]);
    let line = '';
    let area = '';
    points.forEach((point, i) => {
      if (!point) return;
      const [x, y] = point.map(part => part.toFixed(1));
      const begins = !points[i - 1];
      line += `${begins ? 'M' : 'L'}${x} ${y}`;
      area += `${begins ? `M${x} ${HEIGHT}` : ''}L${x} ${y}${points[i + 1] ? '' : `L${x} ${HEIGHT}Z`}`;
    });
    this.#path.setAttribute('d', line);
    this.#area.setAttribute('d', area);
  }
}

customElements.define('spark-line', SparkLine);
