// What happens to the person's builds and wallet: their own socket, opened with a one-time ticket; it
// reconnects by itself and begins with a snapshot, so nothing need be remembered meanwhile.

const PATIENCE = 60_000; // the server sends a heartbeat every 25 s

export class UserFeed {
  #delay = 500;
  #socket = null;
  #watchdog = 0;

  constructor({ csrf, onFrame }) {
    Object.assign(this, { csrf, onFrame });
    addEventListener("pagehide", () => this.#socket?.close());
  }

  async open() {
    let ticket;
    try {
      const answer = await fetch("/api/v2/ws/ticket", { method: "POST", headers: { "X-CSRFToken": this.csrf } });
      if (answer.status === 401 || answer.status === 403) return location.reload(); // signed out elsewhere
      if (!answer.ok) return this.#again();
      ({ ticket } = await answer.json());
    } catch {
      return this.#again();
    }
    const address = new URL("/api/v2/ws/user", location.href);
    address.protocol = address.protocol.replace("http", "ws");
    address.searchParams.set("ticket", ticket);
    const socket = (this.#socket = new WebSocket(address));
    socket.onmessage = (message) => {
      clearTimeout(this.#watchdog);
      this.#watchdog = setTimeout(() => socket.close(), PATIENCE);
      this.#delay = 500;
      this.onFrame(JSON.parse(message.data));
    };
    socket.onclose = () => {
      clearTimeout(this.#watchdog);
      this.#again();
    };
  }

  #again() {
    setTimeout(() => this.open(), this.#delay * (0.5 + Math.random()));
    this.#delay = Math.min(this.#delay * 2, 15_000);
  }
}
