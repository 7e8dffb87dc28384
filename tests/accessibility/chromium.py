"""Chromium without a window: find it, start it, and speak to it over a pipe, one tab at a time.

It speaks the Chrome DevTools Protocol, one JSON message after the other with a zero byte between
them. No port is opened and nothing is downloaded.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Message = dict[str, Any]

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
FLAGS = (
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)
MISSING = (
    "Chromium was not found. Install it (on Debian and Ubuntu: apt-get install chromium), or name "
    "a Chromium or Chrome that you have: make check-reports CHROMIUM=/path/to/it"
)


class BrowserError(RuntimeError):
    """Chromium is missing, does not start or does not answer."""


def find_chromium() -> str | None:
    """Return the path of a Chromium or Chrome on this computer; ``CHROMIUM`` names one first."""
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    return next((path for name in (*NAMES, *MAC) if (path := shutil.which(name))), None)


@contextmanager
def browser(timeout: float = 120) -> Iterator[Browser]:
    """Start Chromium with a profile of its own, and end it.

    Raises BrowserError with what to do.
    """
    path = find_chromium()
    if path is None:
        raise BrowserError(MISSING)
    to_us, from_it = os.pipe()
    to_it, from_us = os.pipe()
    flags = [*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process = subprocess.Popen(
            [path, *flags, "--remote-debugging-pipe", f"--user-data-dir={profile}"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=lambda: _lay_pipes(to_it, from_it),  # noqa: PLW1509 (no other thread)
            pass_fds=(3, 4),
        )
        os.close(to_it)
        os.close(from_it)
        opened = Browser(to_us, from_us, timeout)
        try:
            yield opened
        finally:
            opened.close()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            os.close(to_us)


def _lay_pipes(to_it: int, from_it: int) -> None:
    """Put the two pipes where Chromium looks for them: it reads from 3 and writes to 4."""
    import fcntl

    high = [fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in (to_it, from_it)]
    for number, end in zip((3, 4), high, strict=True):
        os.dup2(end, number)
        os.close(end)


class Browser:
    """A running Chromium. Messages are answered in order; events go to whoever listens."""

    def __init__(self, to_us: int, from_us: int, timeout: float) -> None:
        self._to_us = to_us
        self._from_us = from_us
        self._timeout = timeout
        self._number = 0
        self._rest = b""
        self._answers: dict[int, Message] = {}
        self.listeners: dict[str, Callable[[Message], None]] = {}

    def send(self, method: str, session: str | None = None, **params: object) -> int:
        """Send a command and return its number, without waiting for the answer."""
        self._number += 1
        message: Message = {"id": self._number, "method": method, "params": params}
        if session is not None:
            message["sessionId"] = session
        data = json.dumps(message).encode() + b"\0"
        try:
            while data:
                data = data[os.write(self._from_us, data) :]
        except BrokenPipeError as error:
            raise BrowserError("Chromium ended by itself, or did not start.") from error
        return self._number

    def ask(self, method: str, session: str | None = None, **params: object) -> Message:
        """Send a command and return its result."""
        number = self.send(method, session, **params)
        until = time.monotonic() + self._timeout
        while number not in self._answers:
            if not self.listen(until - time.monotonic()):
                raise BrowserError(f"Chromium did not answer {method} in {self._timeout:g} s.")
        answer = self._answers.pop(number)
        if "error" in answer:
            raise BrowserError(f"Chromium refused {method}: {answer['error']['message']}")
        result: Message = answer["result"]
        return result

    def listen(self, seconds: float) -> bool:
        """Wait for messages, hand them on, and say whether one came."""
        ready, _, _ = select.select([self._to_us], [], [], max(seconds, 0))
        if not ready:
            return False
        data = os.read(self._to_us, 1 << 20)
        if not data:
            raise BrowserError("Chromium ended by itself, or did not start.")
        *whole, self._rest = (self._rest + data).split(b"\0")
        for part in whole:
            self._hand_on(json.loads(part))
        return True

    def _hand_on(self, message: Message) -> None:
        if "id" in message:
            self._answers[message["id"]] = message
        elif message.get("sessionId") in self.listeners:
            self.listeners[message["sessionId"]](message)

    def close(self) -> None:
        """Ask Chromium to end."""
        try:
            self.send("Browser.close")
        except BrowserError:
            pass
        finally:
            os.close(self._from_us)

    @contextmanager
    def tab(self) -> Iterator[Tab]:
        """Open an empty tab, and close it."""
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        opened = Tab(self, session)
        self.listeners[session] = opened.hear
        try:
            yield opened
        finally:
            del self.listeners[session]
            self.ask("Target.closeTarget", targetId=target)


class Tab:
    """One tab. It refuses every request except that for the page itself, and notes each."""

    def __init__(self, owner: Browser, session: str) -> None:
        self._owner = owner
        self._session = session
        self._page = ""
        self._loaded = False
        self.requests: list[str] = []

    def ask(self, method: str, **params: object) -> Message:
        """Send a command to this tab and return its result."""
        return self._owner.ask(method, self._session, **params)

    def hear(self, message: Message) -> None:
        """Take an event: let the page itself in, refuse and note what else is asked for."""
        params = message["params"]
        if message["method"] == "Page.loadEventFired":
            self._loaded = True
        elif message["method"] == "Fetch.requestPaused":
            own = params["request"]["url"].partition("#")[0] == self._page
            more = {} if own else {"errorReason": "BlockedByClient"}
            verb = "Fetch.continueRequest" if own else "Fetch.failRequest"
            self._owner.send(verb, self._session, requestId=params["requestId"], **more)
            self._note(params["request"]["url"])
        elif message["method"] == "Network.requestWillBeSent":
            self._note(params["request"]["url"])
        elif message["method"] == "Network.webSocketCreated":
            self._note(params["url"])

    def _note(self, url: str) -> None:
        inside = url.startswith(("data:", "blob:", "about:"))
        if not inside and url.partition("#")[0] != self._page and url not in self.requests:
            self.requests.append(url)

    def open(self, path: Path, timeout: float = 60) -> None:
        """Open a file as the page, its own policy against requests put aside, so that each is seen.

        Returns when it has been loaded; requests are noted as long as the tab is open.
        """
        self._page = path.resolve().as_uri()
        self._loaded = False
        self.requests = []
        for domain in ("Page", "Network"):
            self.ask(f"{domain}.enable")
        self.ask("Page.setBypassCSP", enabled=True)
        self.ask("Fetch.enable", patterns=[{"urlPattern": "*"}])
        self._owner.send("Page.navigate", self._session, url=self._page)
        until = time.monotonic() + timeout
        while not self._loaded:
            if not self._owner.listen(until - time.monotonic()):
                raise BrowserError(f"{path} was not loaded in {timeout:g} s.")

    def asked_for(self) -> list[str]:
        """Return what the page has asked for, once nothing happens for a tenth of a second."""
        until = time.monotonic() + 5
        while time.monotonic() < until and self._owner.listen(0.1):
            pass
        return list(self.requests)

    def run(self, script: str) -> Any:
        """Run JavaScript in the page and return what it gives, after any promise."""
        answer = self.ask(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        if "exceptionDetails" in answer:
            told = answer["exceptionDetails"]
            text = told.get("exception", {}).get("description", told["text"])
            raise BrowserError(f"a script failed in the page: {text}")
        return answer["result"].get("value")

    def show_as(self, scheme: str, width: int, height: int, scale: float) -> None:
        """Set the colour scheme, the size in CSS pixels and the screen's pixels for each."""
        self.ask(
            "Emulation.setEmulatedMedia",
            features=[{"name": "prefers-color-scheme", "value": scheme}],
        )
        self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=scale,
            mobile=False,
        )
