"""`python -m local.openapi --check` says what has drifted, `--fix` writes it anew."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from local import blueprint
from local.openapi import document, readme
from local.openapi.faces import FACES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def wanted() -> Iterator[tuple[Path, str]]:
    """Say what each file should hold."""
    for face in FACES:
        yield face.file, document.text(face)
    yield readme.FILE, readme.text()


def main(words: list[str] | None = None) -> int:
    """Check or write the documents in docs/openapi and the README's route tables."""
    parser = argparse.ArgumentParser(prog="python -m local.openapi", description=main.__doc__)
    mode = parser.add_mutually_exclusive_group(required=True)
    mode.add_argument("--check", action="store_true", help="exit with 1 when one of them is not as it would be written")
    mode.add_argument("--fix", action="store_true", help="write them")
    arguments = parser.parse_args(words)
    drifted = 0
    for file, text in wanted():
        if file.exists() and file.read_text() == text:
            continue
        name = file.relative_to(blueprint.ROOT)
        if arguments.fix:
            file.write_text(text)
            print(f"{name} is written.")
        else:
            drifted += 1
            print(f"{name} is not what handlers and template say: run `python -m local.openapi --fix`.")
    return 1 if drifted else 0


if __name__ == "__main__":
    sys.exit(main())
