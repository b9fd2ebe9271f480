"""What one search through N READMEs of 10 KB costs a function, without the network: parsing, unpacking, matching.

    python -m benchmarks.readmes [N ...]

DynamoDB's answers are made as it makes them (JSON, binary as base64, a megabyte a page) and go through botocore's own parser.
"""

from __future__ import annotations

import json
import random
import sys
import time
from base64 import b64encode
from typing import TYPE_CHECKING, Any

from botocore.parsers import create_parser
from botocore.session import get_session

from cairn.core.pattern import compiled
from cairn.records import Kind, Version
from cairn.store import items, keys

if TYPE_CHECKING:
    from collections.abc import Iterator

SIZE = 10_000
PAGE = 1_000_000
DIFFERENT = 200
PATTERN = "quantum (annealing|tunnel[a-z]+) of [A-Z][a-z]+"


def texts() -> list[str]:
    """READMEs of the vocabulary and the repetition of real ones: they compress to about 0.4."""
    seeded = random.Random(7)  # noqa: S311 - the same each time
    words = ["".join(seeded.choices("etaoinshrdlucmfwypvbgk", k=seeded.randint(2, 11))) for _ in range(4_000)]
    weights = [1 / (rank + 3) for rank in range(len(words))]
    return [" ".join(seeded.choices(words, weights, k=2_600))[:SIZE] for _ in range(DIFFERENT)]


def pages(count: int) -> Iterator[bytes]:
    """The answers to the queries that read `count` READMEs."""
    version = Version(id="0" * 36, kind=Kind.MODEL, project="default", name="model", number=1, source="s", canonical_source="s",
                      created_at="", created_by="", updated_at="", updated_by="")  # fmt: skip
    made = [items.readme_item(keys.readme(0, version.id), version, text) for text in texts()]
    weights = [len(item["readme"]["B"]) + 200 for item in made]
    told = [json.dumps(item, default=lambda raw: b64encode(raw).decode()) for item in made]
    page: list[str] = []
    weight = 0
    for number in range(count):
        page.append(told[number % DIFFERENT])
        weight += weights[number % DIFFERENT]
        if weight > PAGE or number == count - 1:
            yield f'{{"Items": [{",".join(page)}]}}'.encode()
            page, weight = [], 0


def search(count: int) -> dict[str, Any]:
    """Search once, for what is not there; return what that took."""
    shape = get_session().get_service_model("dynamodb").operation_model("Query").output_shape
    parser, matches = create_parser("json"), compiled(PATTERN)
    answers = list(pages(count))
    parsing = matching = 0.0
    for answer in answers:
        started = time.process_time()
        found = parser.parse({"status_code": 200, "headers": {}, "body": answer}, shape)["Items"]
        parsed = time.process_time()
        assert not any(matches(items.to_readme(item)) for item in found)  # noqa: S101 - nothing has it
        parsing, matching = parsing + parsed - started, matching + time.process_time() - parsed
    return {"readmes": count, "queries": len(answers), "parse_s": round(parsing, 2), "unpack_and_match_s": round(matching, 2)}


if __name__ == "__main__":
    for wanted in [int(text) for text in sys.argv[1:]] or [1_000, 20_000]:
        print(search(wanted))
