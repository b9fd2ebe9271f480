"""What the benchmark of the MLTE face writes into one version of a model, and the requests that it measures."""

from __future__ import annotations

import secrets
import threading
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any

from benchmarks.corpus import AnswerUnexpectedError

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx

    from benchmarks.corpus import Operation

OK = 200
LISTED = 100
_OPAQUE = "mlte.evidence.types.opaque.Opaque"
_MEASURED = {
    "measurement_class": "mlte.measurement.external_measurement.ExternalMeasurement",
    "output_class": _OPAQUE,
    "additional_data": {},
}


@dataclass
class Evidence:
    """The evidence of one run, in a version of a model of its own, with one negotiation card beside it."""

    credentials: tuple[str, str]
    tag: str = field(default_factory=lambda: f"bench-{secrets.token_hex(4)}")
    written: int = 0
    found: dict[str, tuple[int, int]] = field(default_factory=dict)
    """By operation: how many artifacts its answer had the last time, and how many it should have had."""
    _numbers: Iterator[int] = field(default_factory=count)
    _counting: threading.Lock = field(default_factory=threading.Lock)

    @property
    def path(self) -> str:
        """Where the artifacts of the version are."""
        return f"/api/model/{self.tag}/version/v1/artifact"

    def begin(self, client: httpx.Client) -> None:
        """Make the model, its version and the card."""
        _expect(client.post("/api/model", json={"identifier": self.tag, "versions": []}))
        _expect(client.post(f"/api/model/{self.tag}/version", json={"identifier": "v1"}))
        body = {"artifact_type": "card", "system": {}, "data": [], "model": {}, "system_requirements": []}
        _expect(client.post(self.path, json=_request("card.default", body)))

    def end(self, client: httpx.Client) -> None:
        """Delete the model with all that is in it."""
        client.delete(f"/api/model/{self.tag}")

    def write(self, client: httpx.Client, _: int) -> None:
        """Write the next one."""
        _expect(client.post(self.path, json=_evidence(f"case-{next(self._numbers):07d}")))
        with self._counting:
            self.written += 1

    def overwrite(self, client: httpx.Client, index: int) -> None:
        """Replace one."""
        _expect(client.post(self.path, json=_evidence(self._case(index)) | {"force": True}))

    def read(self, client: httpx.Client, index: int) -> None:
        """Read one."""
        _expect(client.get(f"{self.path}/evidence.{self._case(index)}"))

    def listing(self, client: httpx.Client, _: int) -> None:
        """Read a hundred."""
        found = _expect(client.get(self.path, params={"limit": LISTED, "offset": 0}))
        self.found["list(100)"] = len(found.json()), LISTED

    def search_type(self, client: httpx.Client, _: int) -> None:
        """Find the card among the evidence."""
        self._search(client, "search, the one card", {"type": "type", "item_type": "card"})

    def search_identifier(self, client: httpx.Client, _: int) -> None:
        """Find what was written last."""
        self._search(client, "search, the last one", {"type": "identifier", "id": f"evidence.case-{self.written - 1:07d}"})

    def token(self, client: httpx.Client, _: int) -> None:
        """Sign in."""
        name, password = self.credentials
        form = {"grant_type": "password", "username": name, "password": password}
        _expect(client.post("/api/token", data=form))

    def operations(self) -> dict[str, tuple[Operation, bool]]:
        """Return what is measured, and whether the original does it in time that grows with the version."""
        return {
            "write": (self.write, False),
            "overwrite": (self.overwrite, False),
            "read": (self.read, False),
            "list(100)": (self.listing, True),
            "search, the one card": (self.search_type, True),
            "search, the last one": (self.search_identifier, True),
            "token": (self.token, True),
        }

    def _search(self, client: httpx.Client, name: str, wanted: dict[str, str]) -> None:
        self.found[name] = len(_expect(client.post(f"{self.path}/search", json={"filter": wanted})).json()), 1

    def _case(self, index: int) -> str:
        return f"case-{index * 7919 % self.written:07d}"


def _request(identifier: str, body: dict[str, Any]) -> dict[str, Any]:
    header = {"identifier": identifier, "type": body["artifact_type"], "timestamp": 0, "creator": None}
    return {"artifact": {"header": header, "body": body}, "force": False, "parents": False}


def _evidence(case: str) -> dict[str, Any]:
    """Return a request of about 0.6 kB."""
    return _request(
        f"evidence.{case}",
        {
            "artifact_type": "evidence",
            "metadata": {"test_case_id": case, "measurement": _MEASURED},
            "evidence_class": _OPAQUE,
            "value": {"evidence_type": "opaque", "data": {"accuracy": 0.93, "note": "n" * 150}},
        },
    )


def _expect(answer: httpx.Response) -> httpx.Response:
    if answer.status_code != OK:
        request = answer.request
        raise AnswerUnexpectedError(f"{request.method} {request.url} answered {answer.status_code}: {answer.text[:300]}")
    return answer
