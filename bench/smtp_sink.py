"""A mail server of the bench's own: takes every mail and notes when, or stays silent."""

import socketserver
import threading
import time

from bench.wire import HOST


class MailSink(socketserver.ThreadingTCPServer):
    """Listens on a free port from the start until `close`."""

    daemon_threads = True
    request_queue_size = 100

    def __init__(self, *, silent: bool = False):
        self.silent, self.closed = silent, threading.Event()
        self.taken: list[tuple[str, float]] = []  # address, moment by the monotonic clock
        self.connections = 0
        super().__init__((HOST, 0), _Conversation)
        self.port: int = self.server_address[1]
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.closed.set()
        self.shutdown()
        self.server_close()

    def taken_at(self, address: str) -> float | None:
        """When the first mail to that address came."""
        return next((moment for to, moment in self.taken if to == address), None)


class _Conversation(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.server.connections += 1
        if self.server.silent:
            self.server.closed.wait()
            return
        to: list[str] = []
        self._say("220 bench")
        while line := self.rfile.readline().decode():
            verb = line[:4].upper()
            if verb == "RCPT":
                to.append(line.split("<")[1].split(">")[0].lower())
            elif verb == "DATA":
                self._say("354 go on")
                while self.rfile.readline() not in (b".\r\n", b""):
                    pass
                self.server.taken += [(address, time.monotonic()) for address in to]
                to = []
            elif verb == "QUIT":
                self._say("221 bye")
                return
            self._say("250 ok")

    def _say(self, answer: str) -> None:
        self.wfile.write(f"{answer}\r\n".encode())
