"""Create the virtual environments that a `make` target needs, and only those.

    python3 local/bootstrap.py dev cloud sam lambda lock checkov

Standard library only, because nothing is installed yet when it runs. An environment is made again when its
lock file or the Python that made it changes; otherwise it is used as it stands, without the network.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
# The interpreter behind an activated environment: ours must not be made from, or depend on, another one.
PYTHON = str(Path(getattr(sys, "_base_executable", sys.executable)).resolve())
GROUPS = ("cloud", "sam", "lambda", "lock", "checkov", "truefoundry", "truefoundry-old", "mlte", "mlte-backend")
DIRECTORIES = {name: f".venv-{name}" for name in GROUPS} | {"dev": ".venv"}
EDITABLE = ROOT / "layers" / "cairn"
OLDEST, NEWEST = (3, 11), (3, 13)
STAMP = "cairn.stamp"


class BootstrapError(Exception):
    """The machine lacks something; the message names the remedy."""


def say(text: str) -> None:
    """Tell the person in front of the terminal what is going on."""
    print(text, file=sys.stderr, flush=True)


def check_python(version: tuple[int, int]) -> None:
    """Refuse an interpreter that Lambda has no matching runtime for."""
    if not OLDEST <= version <= NEWEST:
        found = ".".join(map(str, version))
        message = f"python {found} is not supported: run `make PYTHON=python3.13 ...` with a Python from 3.11 to 3.13."
        raise BootstrapError(message)


def fingerprint(group: str) -> str:
    """What an environment depends on: its lock file, the interpreter, and for dev the package's own metadata."""
    digest = hashlib.sha256(f"{sys.version}\0{PYTHON}\0{ROOT}".encode())
    digest.update((ROOT / "requirements" / f"{group}.txt").read_bytes())
    if group == "dev":
        digest.update((EDITABLE / "pyproject.toml").read_bytes())
    return digest.hexdigest()


def run(*command: str) -> None:
    """Run one step; its output is shown only when it fails."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        say(done.stdout)
        message = f"`{' '.join(command[:4])} ...` failed with exit code {done.returncode}; its output is above."
        raise BootstrapError(message)


def can_make_environments() -> bool:
    """Debian ships `venv` without the pip it needs; both must be there."""
    probe = [PYTHON, "-c", "import ensurepip, venv"]
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0


def ensure_venv_module() -> None:
    """Install Debian's python3-venv where we may, else say who has to."""
    if can_make_environments():
        return
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        message = f"this Python cannot create virtual environments: install it first, e.g. `sudo apt-get install {package}`."
        raise BootstrapError(message)
    say(f"installing {package} with apt-get ...")
    run("apt-get", "update", "-qq")
    run("apt-get", "install", "-y", "-qq", "--no-install-recommends", package)
    if not can_make_environments():
        message = f"{package} is installed and `{PYTHON} -m venv` still does not work."
        raise BootstrapError(message)


def build(group: str, directory: Path) -> None:
    """Make one environment from nothing; the stamp goes in last, so a broken one is never taken for whole."""
    shutil.rmtree(directory, ignore_errors=True)
    run(PYTHON, "-m", "venv", str(directory))
    pip = [str(directory / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    lock = ROOT / "requirements" / f"{group}.txt"
    run(*pip, "--require-hashes", "--no-deps", "-r", str(lock))
    if group == "dev":
        run(*pip, "--no-deps", "--no-build-isolation", "-e", str(EDITABLE))
    (directory / STAMP).write_text(fingerprint(group), encoding="ascii")


def ensure(group: str) -> None:
    """Bring one environment up to date."""
    directory = ROOT / DIRECTORIES[group]
    stamp = directory / STAMP
    if stamp.is_file() and stamp.read_text(encoding="ascii") == fingerprint(group):
        return
    ensure_venv_module()
    say(f"creating {directory.name} from requirements/{group}.txt (once; about a minute) ...")
    started = time.monotonic()
    build(group, directory)
    say(f"creating {directory.name}: done in {time.monotonic() - started:.0f} s")


@contextmanager
def only_one() -> Iterator[None]:
    """Several `make` processes may start together; one builds, the others wait for it."""
    folder = ROOT / ".build"
    folder.mkdir(exist_ok=True)
    with (folder / "bootstrap.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def main(groups: list[str]) -> int:
    """Entry point: the groups to bring up to date."""
    try:
        check_python(sys.version_info[:2])
        with only_one():
            for group in groups:
                ensure(group)
    except BootstrapError as error:
        say(f"error: {error}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
