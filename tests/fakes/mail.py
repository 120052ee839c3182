"""A mail server on 127.0.0.1 that keeps what it is given; it can be stopped and started again on its port."""

import email
import email.policy
import socketserver
import threading
from email.message import EmailMessage
from typing import cast


class MailServer:
    """`received` are the mails, in order of arrival. Speaks as much SMTP (RFC 5321) as a sender needs."""

    def __init__(self) -> None:
        self.received: list[EmailMessage] = []
        self.port = 0
        self.start()

    def start(self) -> None:
        received = self.received

        class Session(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                self._say("220 duty.test")
                while line := self.rfile.readline():
                    word = line.strip().upper()
                    if word == b"DATA":
                        self._say("354 go on")
                        received.append(self._mail())
                        self._say("250 kept")
                    elif word == b"QUIT":
                        self._say("221 bye")
                        return
                    else:
                        self._say("250 duty.test")

            def _mail(self) -> EmailMessage:
                lines = []
                while (line := self.rfile.readline()) not in (b".\r\n", b""):
                    lines.append(line[1:] if line.startswith(b"..") else line)
                return cast(
                    "EmailMessage", email.message_from_bytes(b"".join(lines), policy=email.policy.default)
                )

            def _say(self, line: str) -> None:
                self.wfile.write(f"{line}\r\n".encode())

        self._server = _Server(("127.0.0.1", self.port), Session)
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=lambda: self._server.serve_forever(0.02), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Its port refuses from here on."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def texts(self) -> list[tuple[str, str]]:
        """Subject and text of each mail."""
        found = []
        for mail in self.received:
            body = mail.get_body(("plain", "html"))
            found.append((str(mail["Subject"]), body.get_content().strip() if body is not None else ""))
        return found


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
