"""`python -m local.openapi --check` says what has drifted, `--fix` writes it anew."""

from __future__ import annotations

import argparse
import sys

from local import blueprint
from local.openapi import document, readme


def main(words: list[str] | None = None) -> int:
    """Check or write docs/openapi/trust.json and the README's route table."""
    parser = argparse.ArgumentParser(prog="python -m local.openapi", description=main.__doc__)
    mode = parser.add_mutually_exclusive_group(required=True)
    mode.add_argument("--check", action="store_true", help="exit with 1 when one of them is not as it would be written")
    mode.add_argument("--fix", action="store_true", help="write them")
    arguments = parser.parse_args(words)
    drifted = 0
    for made in (document, readme):
        wanted = made.text()
        if made.FILE.exists() and made.FILE.read_text() == wanted:
            continue
        name = made.FILE.relative_to(blueprint.ROOT)
        if arguments.fix:
            made.FILE.write_text(wanted)
            print(f"{name} is written.")
        else:
            drifted += 1
            print(f"{name} is not what handlers and template say: run `python -m local.openapi --fix`.")
    return 1 if drifted else 0


if __name__ == "__main__":
    sys.exit(main())
