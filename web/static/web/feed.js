// The live feed of a project's builds: connects with a one-time ticket, reconnects by itself and
// asks only for what it has not seen, so no frame is lost or shown twice.

const FINAL = new Set([4404]);
const PATIENCE = 60_000; // the server sends a heartbeat every 25 s

export class Feed {
  #cursor = { build: "", seq: 0 };
  #delay = 500;
  #socket = null;
  #watchdog = 0;
  #closed = false;

  constructor({ project, csrf, onFrame, onState }) {
    Object.assign(this, { project, csrf, onFrame, onState });
  }

  async open() {
    if (this.#closed) return;
    this.onState("connecting");
    let ticket;
    try {
      const answer = await fetch("/api/v2/ws/ticket", { method: "POST", headers: { "X-CSRFToken": this.csrf } });
      if (answer.status === 401 || answer.status === 403) return location.reload(); // signed out elsewhere
      ({ ticket } = await answer.json());
    } catch {
      return this.#again();
    }
    const address = new URL(`/api/v2/ws/build/${this.project}`, location.href);
    address.protocol = address.protocol.replace("http", "ws");
    address.searchParams.set("ticket", ticket);
    if (this.#cursor.build) {
      address.searchParams.set("build_id", this.#cursor.build);
      address.searchParams.set("after", this.#cursor.seq);
    }
    const socket = (this.#socket = new WebSocket(address));
    socket.onmessage = (message) => this.#take(JSON.parse(message.data));
    socket.onclose = (event) => {
      clearTimeout(this.#watchdog);
      if (FINAL.has(event.code)) this.onState("off");
      else this.#again();
    };
  }

  #take(frame) {
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(() => this.#socket.close(), PATIENCE);
    if (frame.type === "connection") {
      this.#delay = 500;
      this.onState("on");
    }
    if (frame.seq && frame.build_id) {
      const same = frame.build_id === this.#cursor.build;
      if (same && frame.seq <= this.#cursor.seq) return;
      this.#cursor = { build: frame.build_id, seq: frame.seq };
    }
    this.onFrame(frame);
  }

  #again() {
    if (this.#closed) return;
    this.onState("lost");
    setTimeout(() => this.open(), this.#delay * (0.5 + Math.random()));
    this.#delay = Math.min(this.#delay * 2, 10_000);
  }

  close() {
    this.#closed = true;
    this.#socket?.close();
  }
}
