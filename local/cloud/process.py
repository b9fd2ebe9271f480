"""The ministack process as its parent sees it: started, asked for a snapshot, ended."""

from __future__ import annotations

import signal
import subprocess
import time
import urllib.error
import urllib.request
from typing import TYPE_CHECKING

from local.cloud import environment
from local.settings import CLOUD_PYTHON, ROOT

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Self

    from local.state import StateFolder

HTTP_OK = 200
START_SECONDS = 60.0
STOP_SECONDS = 20.0


class CloudError(Exception):
    """The emulator did not start or has ended; the message says where its log is."""


class CloudProcess:
    """Ministack on a loopback port of its own."""

    def __init__(self, state: StateFolder, port: int) -> None:
        """Name the folder and the port; `with` starts it."""
        self._state = state
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        self.client_environment = environment.client(port)

    @property
    def log(self) -> Path:
        """What it prints."""
        return self._state.path / "cloud.log"

    def __enter__(self) -> Self:
        """Start it and wait until it answers."""
        self._state.prepare()
        with self.log.open("ab") as log:
            self._process = self._spawn(log.fileno())
        try:
            self._wait()
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """End it in order: its state is saved, its workers are gone."""
        self._stop()

    def _spawn(self, log: int) -> subprocess.Popen[bytes]:
        # Ctrl-C reaches every process of the terminal; this one, ignoring it, is ended by its parent.
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            return subprocess.Popen(
                [CLOUD_PYTHON, "-m", "local.cloud", self._state.cloud, str(self.port)],
                cwd=ROOT,
                env=environment.of(self._state.cloud, self.port),
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                pass_fds=[self._state.lock_descriptor],
            )
        finally:
            signal.signal(signal.SIGINT, before)

    def _wait(self) -> None:
        give_up = time.monotonic() + START_SECONDS
        while not self._answers():
            self.check()
            if time.monotonic() > give_up:
                message = f"the local AWS does not answer on {self.url}; see {self.log}"
                raise CloudError(message)
            time.sleep(0.05)

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/_ministack/health", timeout=5) as answer:  # noqa: S310 - loopback
                return bool(answer.status == HTTP_OK)
        except OSError:
            return False

    def check(self) -> None:
        """Raise if it has ended by itself."""
        if self._process.poll() is not None:
            tail = self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-5:]
            message = f"the local AWS has ended (exit code {self._process.returncode}); see {self.log}:\n" + "\n".join(tail)
            raise CloudError(message)

    def checkpoint(self) -> None:
        """Have it save everything now."""
        with urllib.request.urlopen(f"{self.url}/_local/checkpoint", timeout=60):  # noqa: S310 - loopback
            pass

    def _stop(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdin:
            self._process.stdin.close()
