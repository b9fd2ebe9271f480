"""The audit trail after a session over all faces: one entry for each change, and no secret there or anywhere else."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import boto3
import pytest

from cairn.composition import artifacts
from cairn.core.artifacts import Draft
from cairn.permissions import Caller
from cairn.records import Kind
from cairn.runtime.observability import logger
from fixtures.aws import ADMIN_PASSWORD, TABLE
from fixtures.ratings import RATING

TOKENS = "/api/svc/v1/personal-access-tokens"
SESSION = "/api/svc/v1/session"
FIRST, SECOND, WRONG = "first-'password\"-\u2603", "second; DROP TABLE password", "mistaken-password"

EXPECTED = [
    ("PUT /authenticate", "CREATE", "admin", "admin"),
    ("POST /api/user", "CREATE", "admin", "ada"),
    ("PUT /api/user", "UPDATE", "ada", "ada"),
    ("POST /api/group", "CREATE", "admin", "readers"),
    ("PUT /api/group", "UPDATE", "admin", "readers"),
    ("PUT /api/user", "UPDATE", "admin", "ada"),
    ("POST /artifact/{artifact_type}", "CREATE", "ada", "table"),
    ("PUT /artifacts/{artifact_type}/{id}", "UPDATE", "ada", "table"),
    ("GET /artifacts/{artifact_type}/{id}", "DOWNLOAD", "admin", "table"),
    ("GET /artifact/model/{id}/rate", "RATE", "admin", "bert"),
    ("GET /artifact/{artifact_type}/{id}/audit", "AUDIT", "ada", "table"),
    (f"POST {TOKENS}", "UPDATE", "ada", "ada"),
    ("DELETE /artifacts/{artifact_type}/{id}", "DELETE", "ada", "table"),
    (f"DELETE {TOKENS}/{{id}}", "UPDATE", "ada", "ada"),
    (f"POST {TOKENS}", "UPDATE", "ada", "ada"),
    (f"DELETE {TOKENS}/revoke/all", "UPDATE", "admin", "ada"),
    ("DELETE /api/token", "UPDATE", "ada", "ada"),
    ("DELETE /api/user/{username}/token", "UPDATE", "admin", "ada"),
    ("DELETE /api/group/{group_name}", "DELETE", "admin", "readers"),
    ("DELETE /api/user/{username}", "DELETE", "admin", "ada"),
]
"""By which route, what, by whom, to what: in this order."""
FACES = {"PUT /authenticate": "trust", "/artifact": "trust", "/api/svc": "truefoundry", "/api/": "mlte"}
REVISIONS = {"CREATE": (0, 1), "UPDATE": (1, 2), "DOWNLOAD": (2, 2), "RATE": (1, 1), "AUDIT": (2, 2), "DELETE": (2, 3)}


class Session:
    """Two people at work, and what of it must be found nowhere."""

    def __init__(self, required):
        self.required = required
        self.log = ""
        self.secrets = [ADMIN_PASSWORD, FIRST, SECOND, WRONG]

    def signed_in(self, token):
        self.secrets += [token, token.rpartition(".")[2]]
        return self.required.client(authorization=f"Bearer {token}")

    def sign_in(self, password, expected=200):
        form = {"grant_type": "password", "username": "ada", "password": password}
        answer = self.ask(self.required.client(), "POST", "/api/token", expected, data=form)
        return self.signed_in(answer["access_token"]) if expected == 200 else None

    def ask(self, client, method, path, expected=200, **content):
        answer = client.request(method, path, **content)
        assert answer.status_code == expected, f"{method} {path}: {answer.text}"
        return answer.json()

    def make_token(self, client, name):
        return self.signed_in(self.ask(client, "POST", TOKENS, json={"name": name})["token"])

    def play(self):
        stranger = self.required.client()
        body = {"user": {"name": "admin", "is_admin": True}, "secret": {"password": ADMIN_PASSWORD}}
        admin = self.signed_in(self.ask(stranger, "PUT", "/authenticate", json=body).partition(" ")[2])
        self.ask(admin, "POST", "/api/user", json={"username": "ada", "password": FIRST})
        self.ask(admin, "POST", "/api/user", 409, json={"username": "ada", "password": WRONG})
        self.sign_in(WRONG, 400)
        ada = self.sign_in(FIRST)
        self.ask(ada, "PUT", "/api/user", 403, json={"username": "admin", "password": WRONG})
        self.ask(ada, "PUT", "/api/user", json={"username": "ada", "password": SECOND})
        self.required.wait()
        ada = self.sign_in(SECOND)
        self.ask(admin, "POST", "/api/group", json={"name": "readers"})
        one = {"resource_type": "dataset", "method": "get"}
        self.ask(admin, "PUT", "/api/group", json={"name": "readers", "permissions": [one]})
        told = [*self.ask(ada, "GET", "/api/user/me")["groups"], {"name": "readers"}]
        self.ask(admin, "PUT", "/api/user", json={"username": "ada", "groups": told})
        self.work(admin, ada)
        self.leave(admin)

    def work(self, admin, ada):
        body = {"url": "https://e.org/table", "name": "table", "download_url": "https://e.org/table.zip"}
        table = self.ask(ada, "POST", "/artifact/dataset", 201, json=body)
        path = f"dataset/{table['metadata']['id']}"
        self.ask(ada, "POST", "/artifact/dataset", 409, json=body)
        self.ask(ada, "PUT", f"/artifacts/{path}", json=table | {"data": {"url": "https://e.org/moved"}})
        self.ask(admin, "GET", f"/artifacts/{path}")
        draft = Draft(kind=Kind.MODEL, source="https://e.org/bert", name="bert", rating=RATING, size_bytes=1)
        model = artifacts().register(Caller("operator", is_admin=True, face="test", id="operator"), draft)
        self.ask(admin, "GET", f"/artifact/model/{model.id}/rate")
        self.ask(ada, "GET", f"/artifact/model/{model.id}/rate", 404)
        self.ask(ada, "GET", f"/artifact/{path}/audit")
        program = self.make_token(ada, "program")
        self.ask(program, "DELETE", f"/artifacts/{path}")
        [known] = self.ask(program, "GET", TOKENS)["data"]
        self.ask(ada, "DELETE", f"{TOKENS}/{known['id']}")
        self.make_token(ada, "another")
        self.ask(admin, "DELETE", f"{TOKENS}/revoke/all", json={"email": "ada"})
        self.ask(ada, "DELETE", "/api/token")

    def leave(self, admin):
        self.required.wait()
        self.sign_in(SECOND)
        self.ask(admin, "DELETE", "/api/user/ada/token")
        self.ask(admin, "DELETE", "/api/group/readers")
        self.ask(admin, "DELETE", "/api/user/ada")


@pytest.fixture
def session(required, monkeypatch):
    written = StringIO()
    monkeypatch.setattr(logger.handlers[0], "stream", written)
    played = Session(required)
    played.play()
    played.log = written.getvalue()
    return played


def items() -> list[dict[str, Any]]:
    """Everything that the table holds."""
    pages = boto3.client("dynamodb").get_paginator("scan").paginate(TableName=TABLE)
    return [item for page in pages for item in page["Items"]]


def entries() -> list[dict[str, Any]]:
    """The entries of all audit trails, oldest first, as plain values."""
    found = [item for item in items() if item["pk"]["S"].startswith("A#") and item["face"]["S"] != "test"]
    plain = [{name: next(iter(value.values())) for name, value in item.items()} for item in found]
    return sorted(plain, key=lambda entry: entry["id"])


def logged(text: str) -> Iterator[dict[str, Any]]:
    """The lines of a log, each an object."""
    return (json.loads(line) for line in text.splitlines() if line.startswith("{"))


def test_each_change_has_exactly_one_entry_with_who_when_and_by_which_request(session):
    routes = {line["request_id"]: line["route"] for line in logged(session.log) if "request_id" in line}
    found = entries()
    told = [(routes[entry["request_id"]], entry["action"], entry["user"], entry["name"]) for entry in found]
    assert told == EXPECTED
    for entry, (route, *_) in zip(found, EXPECTED, strict=True):
        assert entry["face"] == next(face for part, face in FACES.items() if part in route)
        assert entry["user_is_admin"] is (entry["user"] == "admin")
        at = datetime.fromisoformat(entry["at"])
        assert at.tzinfo == UTC
        assert abs(datetime.now(UTC) - at) < timedelta(minutes=5)
    assert len({entry["request_id"] for entry in found}) == len(EXPECTED)


def test_an_entry_of_an_artifact_says_which_revision_it_found_and_left(session):
    of_artifacts = [entry for entry in entries() if "version_id" in entry]
    assert len(of_artifacts) == 6
    for entry in of_artifacts:
        assert (int(entry["revision_before"]), int(entry["revision_after"])) == REVISIONS[entry["action"]]


def test_no_secret_is_in_the_table_or_in_the_log(session, caplog):
    kept = [str(value) for item in items() for attribute in item.values() for value in attribute.values()]
    assert len(session.secrets) > 12
    assert "answered" in session.log
    for secret in session.secrets:
        for spelled in (secret, json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1]):
            assert not [text for text in kept if spelled in text]
            assert spelled not in session.log + caplog.text


def test_the_log_names_the_caller_of_each_request_and_what_they_showed_by_its_id(session):
    lines = [line for line in logged(session.log) if line.get("message") == "answered"]
    assert len(lines) > len(EXPECTED)
    for line in lines:
        is_signing_in = line["route"] in {"PUT /authenticate", "POST /api/token"}
        assert line["caller"] == "anonymous" if is_signing_in else line["caller"] in {"ada", "admin"}
        assert bool(line["credential"]) != is_signing_in
