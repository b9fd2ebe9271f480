"""The README's route tables: what stands between its two markers."""

from __future__ import annotations

from local import blueprint
from local.openapi.face import Face
from local.openapi.faces import FACES
from local.openapi.operations import operations

FILE = blueprint.ROOT / "README.md"
BEGIN, END = "<!-- routes -->", "<!-- /routes -->"
HEADING = "## Routes"


class MarkerMissingError(Exception):
    """The README has no end of the route table."""


def tables() -> str:
    """Return a table for each face, in the template's order."""
    return "\n\n".join(f"### {_sentence(face.title)}\n\n{_table(face)}" for face in FACES)


def _table(face: Face) -> str:
    rows = ["| Method | Path | Operation | Function | What it does |", "|---|---|---|---|---|"]
    for operation in operations(face.name):
        summary = _sentence(operation.summary)
        function = f"[`{operation.name}`]({operation.folder}/app.py)"
        rows.append(f"| {operation.method} | `{operation.path}` | {operation.operation_id} | {function} | {summary} |")
    return "\n".join(rows)


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:]


def text() -> str:
    """Return the README with the tables as they should be."""
    return with_table(FILE.read_text(), tables())


def with_table(present: str, made: str) -> str:
    """Return a text with the table between its markers; a text without markers gets them at its end.

    Raises:
        MarkerMissingError: there is a first marker, but none behind it: all that follows would be lost.
    """
    if BEGIN not in present:
        present = f"{present.rstrip()}\n\n{HEADING}\n\n{BEGIN}\n{END}\n"
    before, _, rest = present.partition(BEGIN)
    if END not in rest:
        raise MarkerMissingError(END)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{made}\n{END}{after}"
