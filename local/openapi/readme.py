"""The README's route table: what stands between its two markers."""

from __future__ import annotations

from local import blueprint
from local.openapi.operations import operations

FILE = blueprint.ROOT / "README.md"
BEGIN, END = "<!-- routes -->", "<!-- /routes -->"
HEADING = "## Routes"


class MarkerMissingError(Exception):
    """The README has no end of the route table."""


def table() -> str:
    """Return the table, in the template's order."""
    rows = ["| Method | Path | Operation | Function | What it does |", "|---|---|---|---|---|"]
    for operation in operations("trust"):
        summary = operation.summary[0].upper() + operation.summary[1:]
        function = f"[`{operation.name}`]({operation.folder}/app.py)"
        rows.append(f"| {operation.method} | `{operation.path}` | {operation.operation_id} | {function} | {summary} |")
    return "\n".join(rows)


def text() -> str:
    """Return the README with the table as it should be."""
    return with_table(FILE.read_text(), table())


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
