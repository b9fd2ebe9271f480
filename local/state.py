"""The folder that holds everything a local cloud keeps; deleting it starts afresh."""

from __future__ import annotations

import fcntl
import json
import shutil
import socket
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Self

LOOPBACK = "127.0.0.1"
PATIENCE_SECONDS = 10.0


class StateInUseError(Exception):
    """Another local cloud uses the folder."""


def is_free(port: int) -> bool:
    """Whether a server could listen on this loopback port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
        return True


def free_port() -> int:
    """Choose a loopback port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


class StateFolder:
    """The folder, locked for as long as this process or the cloud that it started lives."""

    def __init__(self, path: Path) -> None:
        """Name the folder; `with` locks it."""
        self.path = path
        self.cloud = path / "cloud"

    def __enter__(self) -> Self:
        """Create and lock; a cloud that is just ending is waited for."""
        self.path.mkdir(parents=True, exist_ok=True)
        self._lock = (self.path / "lock").open("w")
        give_up = time.monotonic() + PATIENCE_SECONDS
        while not self._try_lock():
            if time.monotonic() > give_up:
                message = f"{self.path} is in use by another local cloud: stop that one, or choose another STATE_DIR."
                raise StateInUseError(message)
            time.sleep(0.1)
        return self

    def __exit__(self, *_: object) -> None:
        """Give the lock back."""
        self._lock.close()

    def _try_lock(self) -> bool:
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    @property
    def lock_descriptor(self) -> int:
        """Handed to the cloud process, so that the lock outlives a killed parent."""
        return self._lock.fileno()

    def prepare(self) -> None:
        """Drop what a killed run left: worker files always, and everything where no deploy was ever begun in earnest."""
        if not self._stamp.exists():
            shutil.rmtree(self.cloud, ignore_errors=True)
        shutil.rmtree(self.cloud / "tmp", ignore_errors=True)
        for name in ("tmp", "state", "s3"):
            (self.cloud / name).mkdir(parents=True, exist_ok=True)

    def cloud_port(self) -> int:
        """The port of the AWS endpoint: the same over restarts while it is free, because presigned URLs name it."""
        kept = self.path / "cloud.port"
        if kept.exists() and is_free(port := int(kept.read_text(encoding="ascii"))):
            return port
        port = free_port()
        kept.write_text(str(port), encoding="ascii")
        return port

    @property
    def _stamp(self) -> Path:
        return self.path / "deployed.json"

    def deployed(self) -> str:
        """Fingerprint of what was deployed last; empty while a deploy is under way or was cut off."""
        return str(json.loads(self._stamp.read_text(encoding="utf-8"))["fingerprint"]) if self._stamp.exists() else ""

    def deploying(self) -> None:
        """A deploy over an existing one begins: whatever happens to it, the next start deploys again."""
        if self._stamp.exists():
            self.record("")

    def record(self, fingerprint: str) -> None:
        """Remember what is deployed."""
        temporary = self._stamp.with_suffix(".tmp")
        temporary.write_text(json.dumps({"fingerprint": fingerprint}), encoding="utf-8")
        temporary.replace(self._stamp)
