"""What the person at the terminal sees: one line per step, and a sign of life during the long ones."""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

SIGN_OF_LIFE_SECONDS = 10.0
SHOWN_LINES = 40


class CommandFailedError(Exception):
    """A step's command failed; its last lines are in the message."""


def say(text: str) -> None:
    """Print one line now."""
    print(text, file=sys.stderr, flush=True)


@contextmanager
def step(title: str) -> Iterator[None]:
    """Announce a step and say how long it took."""
    say(f"{title} ...")
    started = time.monotonic()
    yield
    say(f"{title}: done in {time.monotonic() - started:.1f} s")


def run(command: Sequence[str], *, environment: Mapping[str, str], folder: Path, log: Path) -> None:
    """Run a command with its output in `log`; every few seconds show that it lives, at a failure show the end."""
    started = time.monotonic()
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
    try:
        while _still_running(process):
            lines = _lines(log)
            say(f"  {time.monotonic() - started:.0f} s: {lines[-1] if lines else 'no output yet'}")
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()
    if process.returncode:
        shown = "\n".join(_lines(log)[-SHOWN_LINES:])
        message = (
            f"{shown}\n`{' '.join(command[:2])}` failed with exit code {process.returncode}; all of its output is in {log}"
        )
        raise CommandFailedError(message)


def _still_running(process: subprocess.Popen[bytes]) -> bool:
    try:
        process.wait(SIGN_OF_LIFE_SECONDS)
    except subprocess.TimeoutExpired:
        return True
    return False


def _lines(log: Path) -> list[str]:
    return [line for line in log.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip()]
