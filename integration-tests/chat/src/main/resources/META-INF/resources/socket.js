/* A WebSocket that connects again for as long as the page is open. */

const RECONNECT_MIN = 250;       // ms
const RECONNECT_MAX = 3000;

export class Socket {
  #delay = RECONNECT_MIN;
  #socket;

  /** @param page address of a node's page */
  constructor(page, path, { opened = () => {}, heard, closed = () => {} }) {
    const url = new URL(path, page);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    this.url = url;
    this.listener = { opened, heard, closed };
    this.#connect();
  }

  get isOpen() {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  send(message) {
    this.#socket.send(JSON.stringify(message));
  }

  #connect() {
    this.#socket = new WebSocket(this.url);
    this.#socket.onopen = () => {
      this.#delay = RECONNECT_MIN;
      this.listener.opened();
    };
    this.#socket.onmessage = event => this.listener.heard(JSON.parse(event.data));
    this.#socket.onclose = () => {
      this.listener.closed();
      setTimeout(() => this.#connect(), this.#delay);
      this.#delay = Math.min(2 * this.#delay, RECONNECT_MAX);
    };
  }
}
