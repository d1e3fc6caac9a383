"""A small web server on this machine, and bounds that let the preview reach it and nothing else."""

import contextlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from common.link_preview.addresses import Bounds


@contextlib.contextmanager
def serving(answers):
    """`answers`: path -> (status, headers, body) or a function of the handler. Yields (port, asked paths)."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            answer = answers.get(self.path, (404, {}, b""))
            if callable(answer):
                answer(self)
                return
            status, headers, body = answer
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.handle_error = lambda *args: None  # a caller that hangs up is what is tested
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server.server_port, asked
    finally:
        server.shutdown()
        server.server_close()


def bounds_for(port, **more):
    """Only the loopback, only that port; every name leads there."""
    given = {
        "resolve": lambda host, _: ["127.0.0.1"],
        "may_visit": lambda address: address.is_loopback,
        "ports": frozenset({port}),
        "seconds": 3,
        "pause": 1,
    }
    return Bounds(**{**given, **more})


def html(body, charset="utf-8", content_type=None):
    return 200, {"Content-Type": content_type or f"text/html; charset={charset}"}, body.encode(charset)
