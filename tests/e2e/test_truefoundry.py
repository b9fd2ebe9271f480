"""TrueFoundry's published clients at work against a closed registry, as users who are nobody special.

Each scenario is a function of a script in `clients`, played in a process and an environment of its own.
"""

from __future__ import annotations

import json
import os
import subprocess
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from fixtures.waiting import until
from local.settings import ROOT
from tests.e2e import registry
from tests.e2e.conftest import LocalCloud

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PASSWORD = "Correct-Horse_7"
ARTIFACTS, KINDS, REPOS, OLD = "truefoundry_artifacts", "truefoundry_kinds", "truefoundry_repos", "truefoundry_old"
MEBIBYTE = 1024 * 1024


class Clients:
    """A closed registry, a user of it, and the clients that they use."""

    def __init__(self, cloud: LocalCloud, folder: Path) -> None:
        self.cloud, self._folder = cloud, folder
        self.key, self.token = self._signed_in("ada")

    def _signed_in(self, name: str) -> tuple[str, str]:
        """Make a user; return a personal access token and a bearer token."""
        with self.cloud.http() as client:
            body = {"user": {"name": "admin", "is_admin": True}, "secret": {"password": PASSWORD}}
            root = {"Authorization": client.put("/authenticate", json=body).json()}
            user = {"username": name, "password": PASSWORD, "email": f"{name}@example.org"}
            client.post("/api/user", json=user, headers=root).raise_for_status()
            form = {"grant_type": "password", "username": name, "password": PASSWORD}
            token = f"Bearer {client.post('/api/token', data=form).json()['access_token']}"
            made = client.post("/api/svc/v1/personal-access-tokens", json={"name": "laptop"}, headers={"Authorization": token})
            return made.json()["token"], token

    def play(self, script: str, scenario: str, **needs: Any) -> Any:
        """Play a scenario; return what it saw."""
        environment = "truefoundry-old" if script == OLD else "truefoundry"
        python = ROOT / f".venv-{environment}" / "bin" / "python"
        assert python.exists(), "the published clients need environments of their own: run the tests by `make test`"
        folder = self._folder / f"{script}-{scenario}-{len(list(self._folder.iterdir()))}"
        folder.mkdir()
        variables = {"PATH": os.defpath, "HOME": str(folder), "TFY_HOST": self.cloud.url, "TFY_API_KEY": self.key}
        command = [python, ROOT / "tests" / "e2e" / "clients" / f"{script}.py", scenario, json.dumps(needs)]
        done = subprocess.run(command, env=variables, cwd=folder, capture_output=True, text=True, timeout=600, check=False)
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-6000:]
        return json.loads(done.stdout.splitlines()[-1])

    def trust(self) -> httpx.Client:
        """A client of the trust face, of the same user."""
        return httpx.Client(base_url=self.cloud.url, timeout=60, headers={"X-Authorization": self.token})

    def holds(self, fragment: str) -> bool:
        """Whether the bucket has a version of any object whose key has this in it."""
        pages = self.cloud.client("s3").get_paginator("list_object_versions").paginate(Bucket=self.cloud.resource("Bucket"))
        return any(fragment in one["Key"] for page in pages for one in page.get("Versions", []))

    def is_swept(self, root: str) -> bool:
        """Whether nothing is left of a tree: no version of any object, no upload in parts."""
        bucket, _, prefix = root.removeprefix("s3://").partition("/")
        s3 = self.cloud.client("s3")
        found = s3.list_object_versions(Bucket=bucket, Prefix=f"{prefix}/")
        begun = s3.list_multipart_uploads(Bucket=bucket, Prefix=f"{prefix}/")
        return not (found.get("Versions") or found.get("DeleteMarkers") or begun.get("Uploads"))


@pytest.fixture(scope="module")
def clients(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clients]:
    folder = tmp_path_factory.mktemp("truefoundry")
    cloud = LocalCloud(folder / "state", AUTH_MODE="required", ADMIN_PASSWORD=PASSWORD)
    try:
        yield Clients(cloud.start(), tmp_path_factory.mktemp("work"))
    finally:
        cloud.close()


def test_a_directory_is_logged_and_got_back_byte_for_byte_by_number_and_by_alias(clients: Clients) -> None:
    told = clients.play(ARTIFACTS, "directory", name="tree", is_large=True)
    assert (told["fqn"], told["version"], told["tags"]) == ("artifact:cairn/default/tree:1", 1, [])
    assert (told["description"], told["by"]) == ("a tree", "ada")
    assert told["metadata"]["nested"] == {"of": [1, None, "\u2603"]}
    assert told["got"] == {"number": told["wanted"], "alias": told["wanted"], "name": told["wanted"]}
    assert told["sizes"].keys() == told["wanted"].keys()
    assert told["sizes"]["empty.bin"] == 0
    assert told["sizes"]["large.bin"] > 100 * MEBIBYTE
    assert told["range"] == [*range(250, 256), 0, 1, 2, 3]


def test_what_is_said_of_a_version_changes_and_its_files_do_not(clients: Clients) -> None:
    told = clients.play(ARTIFACTS, "changes", name="changes")
    assert told["told"] == [1, "better", {"f1": 0.25}, "v-prod"]
    assert "that of version 1 already" in told["held"]
    assert told["gone"].startswith("NotFoundError")
    assert told["moved"] == 2
    assert told["fixed"][0] == told["written"][0] == 422


def test_tags_are_given_moved_and_taken_away(clients: Clients) -> None:
    told = clients.play(ARTIFACTS, "tags", name="tags")
    snow = "with space \u2603"
    assert told["seen"] == [[["gold", snow], []], [[snow], ["gold"]], [[snow], []]]
    assert told["held"][0] == 422
    assert told["found"]


def test_what_lies_elsewhere_is_recorded_once(clients: Clients) -> None:
    told = clients.play(ARTIFACTS, "external", name="external")
    assert told == {"same": True, "numbers": [1, 2], "source": {"type": "external", "uri": "s3://elsewhere/newer"}}


def test_an_upload_that_fails_leaves_nothing(clients: Clients) -> None:
    told = clients.play(ARTIFACTS, "failed_upload", name="failed")
    assert told["said"] == "MlFoundryException: Failed to log Artifact"
    assert (told["versions"], told["artifacts"]) == (0, 0)
    assert told["committed"][0] == 422
    assert told["written"][0] == 404
    until(lambda: clients.is_swept(told["root"]), "nothing is left of the one that was given up", 60)
    until(lambda: not clients.holds("/given-up/"), "nothing is left of the one that failed", 60)


def test_an_upload_is_committed_once_all_of_it_is_there(clients: Clients) -> None:
    told = clients.play(ARTIFACTS, "short_upload", name="short")
    assert told["said"][0] == 422
    assert "1 of 2 bytes" in told["said"][1]["message"]
    assert (told["version"], told["sizes"]) == (1, {"one.txt": 1, "two.txt": 1})


def test_deleted_versions_leave_neither_files_nor_their_number(clients: Clients) -> None:
    told = clients.play(ARTIFACTS, "deletion", name="deletion")
    assert (told["numbers"], told["kept"], told["latest"]) == ([1, 2, 3], [3, 1], 3)
    assert (told["gone"], told["again"], told["left"], told["next"]) == (404, 404, 0, 4)
    for root in told["roots"]:
        until(lambda root=root: clients.is_swept(root), f"nothing is left at {root}", 60)


def test_many_clients_at_once_get_a_number_each(clients: Clients) -> None:
    told = clients.play(ARTIFACTS, "race", name="race", clients=8, rounds=2)
    assert told["numbers"] == list(range(1, 17))
    assert told["listed"] == told["numbers"][::-1]


def test_a_client_that_asks_again_does_nothing_twice(clients: Clients) -> None:
    told = clients.play(ARTIFACTS, "retries", name="retries", host=clients.cloud.url, key=clients.key)
    assert told["lost"] == ["PUT artifact-versions", "DELETE artifact-versions"]
    assert (told["same"], told["versions"]) == (True, 1)
    assert (told["deleted"], told["left"]) == (404, 0)


def test_a_version_logged_here_is_one_of_the_trust_face_too(clients: Clients) -> None:
    told = clients.play(ARTIFACTS, "simple", name="shared", metadata={"type": "dataset"})
    assert told["fqn"] == "dataset:cairn/default/shared:1"
    with clients.trust() as trust:
        assert [one["id"] for one in trust.get("/artifact/byName/shared").json()] == [told["id"]]
        trail = trust.get(f"/artifact/dataset/{told['id']}/audit").json()
        assert [(one["action"], one["user"]["name"]) for one in trail] == [("CREATE", "ada")]
        assert trust.delete(f"/artifacts/dataset/{told['id']}").status_code == 200
    assert clients.play(ARTIFACTS, "read", fqn=told["fqn"]) is None
    until(lambda: clients.is_swept(told["root"]), "its files are gone", 60)


def test_what_the_trust_face_registered_is_a_version_here_too(clients: Clients) -> None:
    with clients.trust() as trust:
        source = registry.source("theirs")
        made = trust.post("/artifact/code", json={"url": source, "name": "theirs"}).json()["metadata"]["id"]
        found = clients.play(ARTIFACTS, "read", fqn="code:cairn/default/theirs:1")
        assert (found["id"], found["manifest"]["name"], found["manifest"]["version"]) == (made, "theirs", 1)
        assert clients.play(ARTIFACTS, "delete", version_id=made)
        assert trust.get(f"/artifacts/code/{made}").status_code == 404


def test_a_model_is_logged_with_what_it_needs(clients: Clients) -> None:
    told = clients.play(KINDS, "model", name="net")
    assert told["fqn"] == "model:cairn/default/net:1"
    assert told["same"]
    assert told["framework"] == {"type": "sklearn", "model_filepath": "model.joblib"}
    assert told["environment"] == {"python_version": "3.11", "pip_packages": ["scikit-learn==1.5.0"]}
    assert told["changed"] == ["transformers", None, 0.75, "a model"]
    assert told["listed"] == [[2, "model:cairn/default/net:2"], [1, "model:cairn/default/net:1"]]
    assert (told["latest"], told["left"]) == (2, [2])
    assert told["elsewhere"] == {"type": "external", "uri": "s3://elsewhere/m"}


def test_prompts_are_kept_whole(clients: Clients) -> None:
    told = clients.play(KINDS, "prompt", name="greeting")
    assert told["fqn"] == "chat_prompt:cairn/default/greeting:1"
    assert told["same"]
    assert [message["content"] for message in told["messages"]] == ["You greet {{who}}.", "Hello \u2603"]
    assert (told["variables"], told["tags"], told["name"]) == ({"who": "you"}, ["live"], "greeting")
    assert (told["listed"], told["left"]) == ([2, 1], [2])


def test_agent_skills_are_kept_whole(clients: Clients) -> None:
    told = clients.play(KINDS, "skill", name="adding")
    assert told == {"fqn": "agent-skill:cairn/default/adding:1", "same": True, "listed": ["adding"], "gone": 404}


def test_a_data_directory_is_filled_got_back_and_deleted(clients: Clients) -> None:
    told = clients.play(KINDS, "data_directory", name="raw")
    assert (told["fqn"], told["description"], told["named"]) == ("data-dir:cairn/default/raw", "cooked", True)
    assert told["same"]
    assert {"in/deep", "in/large.bin", "in/\u00fcber"} < set(told["listed"])
    until(lambda: clients.is_swept(told["root"]), "its files are gone", 60)


def test_the_snippets_that_are_told_run_as_they_stand(clients: Clients) -> None:
    assert clients.play(KINDS, "snippets", name="told") == {
        "artifact": ["told-artifact/a.txt"],
        "model": ["told-model/a.txt"],
        "prompt": [],
    }


def test_a_repo_is_made_by_who_logs_into_it_and_kept_while_there_is_something_in_it(clients: Clients) -> None:
    told = clients.play(REPOS, "repo", name="vision")
    assert (told["found"], told["description"], told["named"]) == (["vision"], "a repo", True)
    assert told["collaborators"] == [{"subject": "user:ada@example.org", "role_id": "mlf-project-admin"}]
    assert told["fqns"] == ["artifact:cairn/vision/same-name:1", "artifact:cairn/vision/same-name:2"]
    assert (told["latest"], told["first"], told["listed"]) == (2, 1, [2, 1])
    assert told["kept"][0] == 422
    assert told["left"] == []


def test_runs_keep_what_is_reported_and_what_they_made(clients: Clients) -> None:
    told = clients.play(REPOS, "runs", name="training")
    assert told["status"] == ["FINISHED", "FAILED"]
    assert told["params"] == {"lr": "0.01", "layers": "12", "name": "\u2603"}
    assert told["losses"] == [[0, 1.0], [1, 0.5], [2, 1 / 3]]
    assert told["tags"] == "done"
    assert told["logged"] == ["artifact:cairn/training/weights:1", "model:cairn/training/net:1", 2]
    assert (told["artifacts"], told["models"]) == (told["logged"][:1], told["logged"][1:2])
    assert told["names"][0] == "train-1" != told["names"][1]
    assert (told["best"], told["left"]) == (["train-1"], ["train-1"])
    assert told["named"]
    assert told["manifest"]


def test_manifests_in_files_are_rehearsed_applied_and_deleted(clients: Clients) -> None:
    told = clients.play(REPOS, "applied", name="declared")
    assert [code for code, _ in told["said"].values()] == [0, 0, 0, 0], told["said"]
    assert told["rehearsed"] == []
    assert told["description"] == "second"
    assert told["files"] == ["adding/SKILL.md", "adding/add.py"]
    assert (told["rows"], told["prompts"]) == ([1, 2], [1])
    assert told["left"] == []


def test_the_older_sdk_does_the_same_under_its_own_prefix(clients: Clients) -> None:
    told = clients.play(OLD, "walk", repo="older")
    assert told["same"]
    assert told["bytes"]
    assert told["manifest"] == [1, "v1-old", "said", {"a": 1}]
    assert (told["tags"], told["framework"], told["prompts"], told["repos"]) == (["gold"], "sklearn", ["hello"], ["older"])
    assert (told["artifacts"], told["models"]) == (["artifact:cairn/older/old"], ["model:cairn/older/net:1"])
    assert told["gone"] == [404, ["message", "statusCode"]]
    assert told["left"] == 0
    assert "/api/ml/v1/" in told["prefixes"]
