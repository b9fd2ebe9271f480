"""A closed registry, and the ways in: by plain HTTP, by the published clients, by an outside issuer; over restarts."""

from __future__ import annotations

import json
import os
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from fixtures.issuer import AUDIENCE, Issuer, running
from local.settings import ROOT
from tests.e2e import registry
from tests.e2e.conftest import LocalCloud, wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator

HOSTILE = "p\"w$' ;DROP TABLE users;-- é☃ `x` %41 \\ {{7*7}}"
ADA = "Ada's-pass_word.1"


class Closed:
    """A local cloud with AUTH_MODE=required, and who may sign in."""

    def __init__(self, cloud: LocalCloud, issuer: Issuer) -> None:
        self.cloud, self.issuer = cloud, issuer

    @property
    def url(self) -> str:
        return self.cloud.url

    def sign_in(self, name: str, password: str) -> httpx.Response:
        body = {"user": {"name": name, "is_admin": True}, "secret": {"password": password}}
        return httpx.put(f"{self.url}/authenticate", json=body, timeout=60)

    @contextmanager
    def user(self, token: str) -> Iterator[httpx.Client]:
        with httpx.Client(base_url=self.url, timeout=60, headers={"X-Authorization": token}) as client:
            yield client

    def make(self, target: str) -> str:
        """Run a make target as the operator of this cloud."""
        own = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "MAKE", "MFLAGS"))}
        environment = own | {"STATE_DIR": str(self.cloud.state)}
        done = subprocess.run(
            ["make", "--no-print-directory", target],  # noqa: S607 - whichever make the person uses
            cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=True,
        )  # fmt: skip
        return done.stdout


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Closed]:
    with running() as issuer:
        settings = {
            "AUTH_MODE": "required", "ADMIN_USER": "root@example.org", "ADMIN_PASSWORD": HOSTILE,
            "OIDC_ISSUER": issuer.url, "OIDC_AUDIENCE": AUDIENCE, "OIDC_ROLE_CLAIM": "role", "OIDC_ADMIN_VALUES": "boss",
        }  # fmt: skip
        cloud = LocalCloud(tmp_path_factory.mktemp("closed") / "state", **settings)
        try:
            yield Closed(cloud.start(), issuer)
        finally:
            cloud.close()


@pytest.fixture(scope="module")
def root(closed: Closed) -> str:
    """A token of the first administrator."""
    answer = closed.sign_in("root@example.org", HOSTILE)
    assert answer.status_code == 200, answer.text
    return str(answer.json())


@pytest.fixture(scope="module")
def ada(closed: Closed, root: str) -> str:
    """A token of a regular user."""
    with closed.user(root) as client:
        made = client.post("/api/user", json={"username": "ada", "password": ADA, "email": "ada@example.org"},
                           headers={"Authorization": root})  # fmt: skip
        assert made.status_code == 200, made.text
    return str(closed.sign_in("ada", ADA).json())


def test_a_closed_registry_says_so_and_lets_nobody_in_without_a_token(closed: Closed) -> None:
    said = closed.cloud.errors.read_text()
    assert "AUTH_MODE=required" in said
    assert HOSTILE not in said
    assert httpx.get(f"{closed.url}/health", timeout=60).status_code == 200
    assert httpx.post(f"{closed.url}/artifacts", json=[{"name": "*"}], timeout=60).status_code == 403
    assert closed.sign_in("root@example.org", "guess").status_code == 401


def test_each_sees_their_own_and_administrators_everything(closed: Closed, root: str, ada: str) -> None:
    with closed.user(root) as boss, closed.user(ada) as user:
        hers, theirs = registry.register(user, registry.source("hers")), registry.register(boss, registry.source("theirs"))
        assert registry.read(user, hers).status_code == registry.read(boss, hers).status_code == 200
        assert registry.read(user, theirs).status_code == 404
        assert {one["id"] for one in registry.everything(user)} == {hers}
        assert {hers, theirs} <= {one["id"] for one in registry.everything(boss)}
        assert user.delete("/reset").status_code == 401


def client(name: str, closed: Closed) -> dict[str, Any]:
    """Run a published client's script in its own environment; return what it printed."""
    python = ROOT / f".venv-{name}" / "bin" / "python"
    assert python.exists(), "the published clients need environments of their own: run the tests by `make test`"
    environment = {"PATH": os.defpath, "HOME": str(closed.cloud.state), "BASE_URL": closed.url, "PASSWORD": ADA}
    script = ROOT / "tests" / "e2e" / "clients" / f"{name}_ways_in.py"
    done = subprocess.run([python, script], env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_truefoundry_s_clients_sign_in_make_list_and_revoke_tokens(closed: Closed, ada: str) -> None:
    found = client("truefoundry", closed)
    assert found["made"].startswith("tfy_")
    assert (found["names"], found["left"]) == (["ci-job", "laptop"], ["ci-job"])
    assert {(user["user_id"], user["tenant_name"]) for user in found["users"]} == {("ada", "cairn")}
    assert found["none"][0] == 401
    assert set(found["none"][1]) == {"statusCode", "message"}
    # Revoked by the SDK: taken nowhere any more once the functions have asked again.
    with closed.user(f"bearer {found['made']}") as revoked:
        assert wait_until(lambda: revoked.post("/artifacts", json=[{"name": "*"}]).status_code == 403, 30)


def test_mlte_s_client_signs_in_and_understands_refusals(closed: Closed, ada: str) -> None:
    found = client("mlte", closed)
    assert (found["me"]["username"], found["me"]["role"]) == ("ada", "regular")
    assert "hashed_password" not in json.dumps(found["me"])
    assert "invalid_grant" in found["wrong"][1]
    assert found["forbidden"][0] == "ForbiddenError"
    assert found["unknown"] == "UnauthenticatedError"
    assert found["missing"][0] == "ErrorNotFound"
    assert found["invalid"][0] == "InternalError"  # 422, which the client has no name for


def test_a_token_of_an_outside_issuer_is_taken_and_a_forged_one_is_not(closed: Closed) -> None:
    token = closed.issuer.token(email="ci@example.org", email_verified=True)
    with closed.user(f"bearer {token}") as job:
        mine = registry.register(job, registry.source("ci"))
        assert {one["id"] for one in registry.everything(job)} == {mine}
        trail = job.get(f"/artifact/dataset/{mine}/audit").json()
        assert trail[-1]["user"] == {"name": "oidc:ci@example.org", "is_admin": False}
    with closed.user(f"bearer {closed.issuer.token(role='boss')}") as boss:
        assert mine in {one["id"] for one in registry.everything(boss)}
    header, payload, signature = token.split(".")
    for forged in (f"{header}.{payload}.{signature[:-4]}AAAA", closed.issuer.token(aud="another"), closed.issuer.token(exp=1)):
        with closed.user(f"bearer {forged}") as stranger:
            assert stranger.post("/artifacts", json=[{"name": "*"}]).status_code == 403


def test_a_rotation_of_the_keys_logs_nobody_out(closed: Closed, root: str) -> None:
    assert "new key" in closed.make("rotate")
    with closed.user(root) as client:
        assert client.post("/artifacts", json=[{"name": "*"}]).status_code == 200
    later = str(closed.sign_in("root@example.org", HOSTILE).json())
    with closed.user(later) as client:
        assert client.post("/artifacts", json=[{"name": "*"}]).status_code == 200


def test_the_operator_can_ask_who_the_administrator_is(closed: Closed) -> None:
    said = closed.make("admin")
    assert "root@example.org" in said
    assert HOSTILE in said


def test_no_secret_is_in_what_the_local_cloud_wrote(closed: Closed, root: str, ada: str) -> None:
    logs = closed.cloud.client("logs")
    written = [closed.cloud.errors.read_text(), *(path.read_text() for path in closed.cloud.state.glob("*.log"))]
    for group in logs.describe_log_groups()["logGroups"]:
        events = logs.filter_log_events(logGroupName=group["logGroupName"])["events"]
        written += [event["message"] for event in events]
    everything = "\n".join(written)
    assert '"caller":"ada"' in everything  # so the functions' own lines are among them
    for secret in (HOSTILE, ADA, root.split()[1], ada.split()[1], "tfy_nobodys"):
        assert secret not in everything


def test_users_outlast_a_restart_and_a_new_administrator_s_password_gets_in(closed: Closed, root: str, ada: str) -> None:
    closed.cloud.kill()
    closed.cloud._settings["ADMIN_PASSWORD"] = "Another_one-1"
    closed.cloud.start()
    assert closed.sign_in("ada", ADA).status_code == 200
    assert closed.sign_in("root@example.org", "Another_one-1").status_code == 200
    assert closed.sign_in("root@example.org", HOSTILE).status_code == 401
