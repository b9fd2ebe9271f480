"""The README's route table: what stands between its two markers."""

from __future__ import annotations

from local import blueprint
from local.openapi.operations import operations

FILE = blueprint.ROOT / "README.md"
BEGIN, END = "<!-- routes -->", "<!-- /routes -->"
HEADING = "## Routes"


def table() -> str:
    """Return the table, in the template's order."""
    rows = ["| Method | Path | Operation | Function | What it does |", "|---|---|---|---|---|"]
    for operation in operations("trust"):
        summary = operation.summary[0].upper() + operation.summary[1:]
        function = f"[`{operation.name}`]({operation.folder}/app.py)"
        rows.append(f"| {operation.method} | `{operation.path}` | {operation.operation_id} | {function} | {summary} |")
    return "\n".join(rows)


def text() -> str:
    """Return the README with the table as it should be; a README without markers gets them at its end."""
    present = FILE.read_text()
    if BEGIN not in present:
        present = f"{present.rstrip()}\n\n{HEADING}\n\n{BEGIN}\n{END}\n"
    before, _, rest = present.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{table()}\n{END}{after}"
