"""The server: `/` is the hub, `/gh` the forge, `/_control` for tests (what was asked; forget what was)."""

from __future__ import annotations

import json
import re
import sys
import threading
from collections import Counter
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

from tests.hub.models import RENAMED, find
from tests.hub.sources import DATASETS, RENAMED_DATASETS, find_repository

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.hub.shapes import Model

HANG_SECONDS = 60.0
SLOW_CALLS = 3
"""So often the first call about `flaky/slow-at-first` hangs."""

KEPT = "/api/resolve-cache/models"
ID = r"((?:[\w.-]+/)?[\w.-]+)"


@dataclass
class Answer:
    """An answer before it is sent."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


def told(value: Any, status: int = 200, **headers: str) -> Answer:
    """An answer in JSON."""
    return Answer(status, json.dumps(value).encode(), {"content-type": "application/json", **headers})


class State:
    """What was asked so far, by path."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.asked: Counter[str] = Counter()
        self.not_modified = 0
        self.over = threading.Event()

    def note(self, path: str) -> int:
        with self.lock:
            self.asked[path] += 1
            return self.asked[path]

    def forget(self) -> None:
        with self.lock:
            self.asked.clear()
            self.not_modified = 0


class Handler(BaseHTTPRequestHandler):
    """Answers one connection."""

    protocol_version = "HTTP/1.1"
    state: State

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        answer = self._control(path) if path.startswith("/_control") else self._asked(path)
        if answer is None:
            self.close_connection = True
            return
        self._send(answer)

    def do_POST(self) -> None:
        self.state.forget()
        self._send(told({}))

    def _control(self, _path: str) -> Answer:
        return told({"calls": dict(self.state.asked), "not_modified": self.state.not_modified})

    def _asked(self, path: str) -> Answer | None:
        times = self.state.note(path)
        if path.startswith("/gh/"):
            return forge(path.removeprefix("/gh"), self.headers)
        if found := re.fullmatch(f"/api/models/{ID}/discussions", path):
            return discussions(find(found[1]))
        if found := re.fullmatch(f"/api/models/{ID}", path):
            return self._model(found[1], times)
        if found := re.fullmatch(f"/api/datasets/{ID}", path):
            return self._dataset(found[1])
        if found := re.fullmatch(f"/{ID}/resolve/[^/]+/(.+)", path) or re.fullmatch(f"{KEPT}/{ID}/[^/]+/(.+)", path):
            return self._file(found[1], found[2], times, is_kept=path.startswith(KEPT))
        return missing()

    def _model(self, name: str, times: int) -> Answer | None:
        if name in RENAMED:
            return Answer(307, headers={"location": f"/api/models/{RENAMED[name]}?{urlsplit(self.path).query}"})
        model = find(name)
        if model is None:
            return missing()
        behaves = BEHAVIOURS.get(name.rpartition("/")[2], _well)
        answer = behaves(told(model.info()), times)
        return self._hang() if answer is HANGING else answer

    def _dataset(self, name: str) -> Answer:
        query = urlsplit(self.path).query
        if name in RENAMED_DATASETS:
            return Answer(307, headers={"location": f"/api/datasets/{RENAMED_DATASETS[name]}?{query}"})
        return told(DATASETS[name].info(parse_qs(query).get("expand", []))) if name in DATASETS else missing()

    def _hang(self) -> Answer | None:
        """Say nothing until the other side has gone, or the server ends."""
        self.state.over.wait(HANG_SECONDS)
        return None

    def _file(self, name: str, file: str, times: int, *, is_kept: bool) -> Answer:
        model = find(name)
        if model is None:
            return missing()
        if name.endswith("/redirected-card") and file == "README.md":
            return Answer(302, headers={"location": "http://foreign.example/README.md"})
        if name.endswith("/card-unavailable-once") and times == 1 and not is_kept:
            return Answer(503)
        answer = file_of(model, file)
        if is_kept or answer.status != 200:
            return answer
        # As the hub does: what is there lies elsewhere, under its commit.
        return Answer(307, headers={"location": f"{KEPT}/{name}/{model.sha}/{quote(file)}"})

    def _send(self, answer: Answer) -> None:
        tag = f'"{hash(answer.body) & 0xFFFFFFFFFFFF:012x}"'
        if answer.status == 200 and self.headers.get("if-none-match") == tag:
            self.state.not_modified += 1
            answer = Answer(304)
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.status in {200, 304}:
            self.send_header("etag", tag)
        if answer.status != 304:
            self.send_header("content-length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)


HANGING = Answer(0)


def _well(answer: Answer, _times: int) -> Answer:
    return answer


ODD = {
    "pipeline_tag": ["what"],
    "library_name": "\ud800",
    "safetensors": {"total": 1},
    "tags": ["\ud800", {"x": 1}],
    "config": [],
    "sha": None,
}
"""Members that are not of the type that they have everywhere else."""

BEHAVIOURS: dict[str, Callable[[Answer, int], Answer]] = {
    "rate-limited-once": lambda answer, times: _limited("0") if times == 1 else answer,
    "rate-limited-for-an-hour": lambda _answer, _times: _limited("3600"),
    "unavailable": lambda _answer, _times: Answer(503, b"<html>Service Unavailable</html>"),
    "hangs": lambda _answer, _times: HANGING,
    "slow-at-first": lambda answer, times: HANGING if times <= SLOW_CALLS else answer,
    "truncated": lambda answer, _times: Answer(200, answer.body[: len(answer.body) // 2], answer.headers),
    "nonsense": lambda _answer, _times: told({"siblings": "what", "downloads": "many", "cardData": [1]}),
    "in-circles": lambda _answer, _times: Answer(307, headers={"location": "?again"}),
    "ill-encoded": lambda answer, _times: Answer(200, answer.body, {**answer.headers, "content-encoding": "gzip"}),
    "nested": lambda _answer, _times: Answer(200, b"[" * 200_000 + b"]" * 200_000, {"content-type": "application/json"}),
    "unsized": lambda answer, _times: told(_without_sizes(json.loads(answer.body))),
    "odd": lambda answer, _times: told(json.loads(answer.body) | ODD),
    "redirected": lambda _answer, _times: Answer(307, headers={"location": "http://foreign.example/api/models/x"}),
}
"""How the models of `flaky/` answer, given the right answer and how often they were asked."""


def _without_sizes(info: dict[str, Any]) -> dict[str, Any]:
    return info | {"siblings": [{"rfilename": one["rfilename"]} for one in info["siblings"]]}


def _limited(seconds: str) -> Answer:
    return told({"error": "Too many requests"}, 429, **{"retry-after": seconds})


def file_of(model: Model, file: str) -> Answer:
    """What the hub says of a file of a model."""
    if file == "README.md" and model.has_readme:
        return Answer(200, model.readme, {"content-type": "text/plain; charset=utf-8"})
    if file == "config.json" and model.config is not None:
        if model.gated:
            return told({"error": "Access to model is restricted."}, 403, **{"x-error-code": "GatedRepo"})
        return told(model.config)
    return told({"error": "Entry not found"}, 404, **{"x-error-code": "EntryNotFound"})


def discussions(model: Model | None) -> Answer:
    """What the hub says of a model's discussions."""
    if model and model.discussions is None:
        return told({"error": "Discussions are disabled for this repo"}, 403)
    return told({"discussions": [], "count": model.discussions, "start": 0}) if model else missing()


def missing() -> Answer:
    """What the hub says of what it does not have."""
    return told({"error": "Repository not found"}, 404, **{"x-error-code": "RepoNotFound"})


ODD_PROJECT = [1, {"login": 7, "contributions": "many", "number": "x", "merged_at": 1, "user": "ada", "license": "MIT"}]
"""An answer that is of no use to any question about a repository."""

PROJECTS = {
    "/repos/acme/blocked": told({"message": "Repository access blocked", "block": {"reason": "tos"}}, 403),
    "/repos/acme/huge/contributors": told({"message": "The history or contributor list is too large to list."}, 403),
    "/repos/acme/odd/": told(ODD_PROJECT),
}
"""What the forge says of repositories that are not like others."""


def forge(path: str, headers: Any) -> Answer:
    """What the forge says."""
    found = re.fullmatch(r"/repos/([^/]+/[^/]+)(/.*)?", path)
    if awkward := next((answer for start, answer in PROJECTS.items() if path.startswith(start)), None):
        return awkward
    repository = find_repository(found[1]) if found else None
    if repository is None or found is None:
        return told({"message": "Not Found"}, 404)
    rest = found[2] or ""
    if review := re.fullmatch(r"/pulls/(\d+)/reviews", rest):
        return told(repository.reviews_of(int(review[1])))
    if rest.startswith("/contents/"):
        text = repository.texts.get(rest.removeprefix("/contents/"))
        return (
            told({"message": "Not Found"}, 404) if text is None else Answer(200, text.encode(), {"content-type": "text/plain"})
        )
    people = [{"login": name, "type": "Bot" if name.endswith("[bot]") else "User", "contributions": count}
              for name, count in repository.contributions.items()]  # fmt: skip
    told_by_path: dict[str, Any] = {
        "": repository.info(),
        "/license": {"name": "LICENSE", "license": repository.info()["license"]} if repository.license else None,
        "/contributors": people,
        "/commits": [{"sha": f"{number:040x}"} for number in range(3)],
        "/pulls": repository.pulls(),
        "/git/trees/HEAD": repository.tree(),
    }
    answer = told_by_path.get(rest)
    return told(answer) if answer is not None else told({"message": "Not Found"}, 404)


class HubServer(ThreadingHTTPServer):
    """The hub on a port of 127.0.0.1 (0: any free one)."""

    daemon_threads = True

    def __init__(self, port: int = 0) -> None:
        self.state = State()
        super().__init__(("127.0.0.1", port), type("BoundHandler", (Handler,), {"state": self.state}))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a client that has read enough."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    def server_close(self) -> None:
        self.state.over.set()
        super().server_close()
