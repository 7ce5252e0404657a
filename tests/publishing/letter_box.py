"""A real SMTP server that takes letters and, if told to, never says so."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class LetterBox:
    """``taken`` is set with every letter; the sender hears of it once ``answer`` is set."""

    port: int = 0
    letters: list[bytes] = field(default_factory=list)
    taken: threading.Event = field(default_factory=threading.Event)
    answer: threading.Event = field(default_factory=threading.Event)


@contextmanager
def letter_box() -> Iterator[LetterBox]:
    box = LetterBox()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.say("220 ready")
            while line := self.rfile.readline():
                word = line[:4].upper()
                if word == b"DATA":
                    self.say("354 go on")
                    box.letters.append(b"".join(iter(self.rfile.readline, b".\r\n")))
                    box.taken.set()
                    box.answer.wait(60)
                self.say("221 bye" if word == b"QUIT" else "250 taken")

        def say(self, text: str) -> None:
            try:
                self.wfile.write(f"{text}\r\n".encode())
            except OSError:
                return  # the sender is dead

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        block_on_close = False

    server = Server(("127.0.0.1", 0), Handler)
    box.port = int(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield box
    finally:
        box.answer.set()
        server.shutdown()
        server.server_close()
        thread.join()
