// The live feed of a project's builds: connects with a one-time ticket, reconnects by itself and
// asks only for what it has not seen, so no frame is lost or shown twice.

const FINAL = new Set([4404]);
const PATIENCE = 60_000; // the server sends a heartbeat every 25 s
const SLOWEST = 10_000;

export class Feed {
  #cursor = { build: "", seq: 0 };
  #delay = 500;
  #socket = null;
  #watchdog = 0;
  #timer = 0;
  #opening = false;

  constructor({ project, csrf, onFrame, onState }) {
    Object.assign(this, { project, csrf, onFrame, onState });
    // A network that comes back need not wait for the next try.
    addEventListener("online", () => this.#soon(0));
    // A page that a browser keeps for the back button must not keep its socket.
    addEventListener("pagehide", () => this.#leave());
    addEventListener("pageshow", (event) => event.persisted && this.#soon(0));
  }

  async open() {
    if (this.#opening || this.#socket) return;
    this.#opening = true;
    this.onState("connecting");
    const ticket = await this.#ticket();
    this.#opening = false;
    if (ticket) this.#connect(ticket);
  }

  async #ticket() {
    try {
      const answer = await fetch("/api/v2/ws/ticket", { method: "POST", headers: { "X-CSRFToken": this.csrf } });
      if (answer.ok) return (await answer.json()).ticket;
      if (answer.status === 401 || answer.status === 403) return location.reload(); // signed out elsewhere
      this.#again(Number(answer.headers.get("Retry-After")) * 1000);
    } catch {
      this.#again();
    }
    return "";
  }

  #connect(ticket) {
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
      if (this.#socket !== socket) return;
      clearTimeout(this.#watchdog);
      this.#socket = null;
      if (FINAL.has(event.code)) this.onState("off");
      else this.#again();
    };
  }

  #take(frame) {
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(() => this.#socket?.close(), PATIENCE);
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

  #again(atLeast = 0) {
    this.onState("lost");
    this.#soon(Math.max(atLeast || 0, this.#delay * (0.5 + Math.random())));
    this.#delay = Math.min(this.#delay * 2, SLOWEST);
  }

  #soon(milliseconds) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.open(), milliseconds);
  }

  #leave() {
    clearTimeout(this.#timer);
    clearTimeout(this.#watchdog);
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }
}
