"""Make the image that `sam local` starts functions in, out of this machine's own Python and libraries.

    .venv-lambda/bin/python local/docker/image.py

Run by the environment that holds awslambdaric. The image gets the name of Lambda's own one, so that
`sam local invoke --skip-pull-image` takes it where that one cannot be pulled.
"""

from __future__ import annotations

import io
import platform
import re
import subprocess
import sys
import sysconfig
import tarfile
from importlib.metadata import distribution
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HERE = Path(__file__).resolve().parent
VERSION = "{}.{}".format(*sys.version_info[:2])
ARCHITECTURE = {"x86_64": "x86_64", "aarch64": "arm64", "arm64": "arm64"}[platform.machine()]
TAG = f"public.ecr.aws/lambda/python:{VERSION}-{ARCHITECTURE}"
# SAM adds its emulator and the layers with these; the runtime itself needs only the shell.
TOOLS = tuple(Path("/bin") / name for name in ("sh", "mv", "cp", "rm", "chmod"))
# What a manylinux wheel may take for granted, loaded by no file that is looked at here.
TAKEN_FOR_GRANTED = re.compile(r"lib(c|dl|gcc_s|m|nsl|pthread|resolv|rt|stdc\+\+|util)\.so\.\d+")
RUNTIME_CLIENT = ("awslambdaric", "simplejson", "snapshot-restore-py")
LEFT_OUT = re.compile(r"(^|/)(site-packages|dist-packages|test|tests|idlelib|tkinter|ensurepip|config-[^/]*)(/|$)")
FOLDERS = ("tmp", "opt", "var/task", "var/rapid", "proc", "sys", "dev", "etc")
LINKS = {"bin": "usr/bin", "lib": "usr/lib", "lib64": "usr/lib64", "sbin": "usr/sbin"}


def standard_library() -> Iterator[Path]:
    """Yield the files of Python's own library, without what a function cannot need."""
    roots = {Path(sysconfig.get_path(kind, vars={"base": sys.base_prefix})) for kind in ("stdlib", "platstdlib")}
    for root in sorted(roots):
        for path in sorted(root.rglob("*")):
            if path.is_file() and not LEFT_OUT.search(str(path.relative_to(root))):
                yield path


def shared_libraries(binaries: Iterable[Path]) -> set[Path]:
    """Return every library that the loader would take for these binaries, the loader itself included."""
    listed = subprocess.run(["/usr/bin/ldd", *map(str, binaries)], capture_output=True, text=True, check=False).stdout
    return {Path(name) for name in re.findall(r"(/\S+\.so\S*) \(0x", listed)}


def taken_for_granted() -> set[Path]:
    """Return the libraries that Lambda's own image has as well, by the loader's list of what is where."""
    cache = subprocess.run(["/sbin/ldconfig", "-p"], capture_output=True, text=True, check=True).stdout
    known = re.findall(r"^\s*(\S+) \(libc6,[^)]*\) => (\S+)$", cache, re.MULTILINE)
    return {Path(path) for name, path in known if TAKEN_FOR_GRANTED.fullmatch(name)}


def on_merged_usr(path: Path) -> str:
    """Return the archive name of a file: /lib and /bin are links to their places under /usr."""
    name = str(path).lstrip("/")
    head = name.partition("/")[0]
    return f"usr/{name}" if head in LINKS else name


class Image:
    """A root file system written file by file into one archive."""

    def __init__(self, stream: IO[bytes]) -> None:
        """Begin with the folders and links that every program expects."""
        self.archive = tarfile.open(fileobj=stream, mode="w|", dereference=True)  # noqa: SIM115 - closed by close()
        self.names: set[str] = set()
        for name in FOLDERS:
            self.folder(name)
        for name, target in LINKS.items():
            self.link(name, target)

    def folder(self, name: str) -> None:
        """Add an empty folder that anybody may write to where Lambda lets them."""
        entry = tarfile.TarInfo(name)
        entry.type, entry.mode = tarfile.DIRTYPE, 0o1777 if name == "tmp" else 0o755
        self.archive.addfile(entry)

    def link(self, name: str, target: str) -> None:
        """Add a symbolic link."""
        entry = tarfile.TarInfo(name)
        entry.type, entry.linkname = tarfile.SYMTYPE, target
        self.archive.addfile(entry)

    def file(self, path: Path, name: str | None = None) -> None:
        """Add a file once, at its own place unless told another."""
        name = name or on_merged_usr(path)
        if name not in self.names:
            self.names.add(name)
            self.archive.add(path, arcname=name, recursive=False)

    def text(self, name: str, content: str) -> None:
        """Add a small file that exists nowhere else."""
        entry = tarfile.TarInfo(name)
        entry.size = len(content.encode())
        self.archive.addfile(entry, io.BytesIO(content.encode()))

    def close(self) -> None:
        """Write the end of the archive."""
        self.archive.close()


def fill(image: Image) -> None:
    """Put in the tools, Python, its libraries, the runtime client and what starts it."""
    interpreter = Path(sys.base_prefix, "bin", f"python{VERSION}").resolve()
    library = list(standard_library())
    client = [Path(str(file.locate())) for name in RUNTIME_CLIENT for file in distribution(name).files or ()]
    binaries = [*TOOLS, interpreter, *(path for path in (*library, *client) if path.suffix == ".so")]
    for path in (*TOOLS, interpreter, *library, *sorted(shared_libraries(binaries) | taken_for_granted())):
        image.file(path)
    site = Path(sysconfig.get_path("platlib"))
    for path in client:
        if path.is_relative_to(site) and path.is_file():
            image.file(path, f"var/runtime/{path.relative_to(site)}")
    image.link("var/runtime/python", str(interpreter))
    image.file(HERE / "bootstrap", "var/runtime/bootstrap")
    image.text("etc/passwd", "root:x:0:0:root:/root:/bin/sh\n")


def main() -> None:
    """Make the image anew and say its name."""
    settings = ("ENV LAMBDA_TASK_ROOT=/var/task LAMBDA_RUNTIME_DIR=/var/runtime PATH=/usr/bin", "WORKDIR /var/task")
    changes = [part for change in settings for part in ("--change", change)]
    with subprocess.Popen(["docker", "import", *changes, "-", TAG], stdin=subprocess.PIPE) as docker:
        if docker.stdin is None:
            sys.exit("docker: its standard input could not be opened.")
        image = Image(docker.stdin)
        fill(image)
        image.close()
    if docker.returncode:
        sys.exit(f"docker: `docker import` failed with exit code {docker.returncode}.")
    sys.stdout.write(f"ready: {TAG} (use it with `sam local invoke --skip-pull-image`)\n")


if __name__ == "__main__":
    main()
