"""The four forms of versions, and a client of them: in this process or over HTTP."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit
from uuid import UUID, uuid4

import boto3
import httpx

from fixtures.aws import BUCKET

V1 = "/api/svc/v1"
OLD_V1 = "/api/ml/v1"
UPLOADS = f"{V1}/artifact-versions"
FILES = {"a.txt": b"alpha", "dir/b.bin": b"\x00beta", "dir/deep/c d.txt": b"", "ünï/\N{DUCK}.txt": b"duck"}


@dataclass(frozen=True)
class Form:
    """What one form is called."""

    noun: str
    type: str
    word: str
    """How fully qualified names of it begin."""

    @property
    def versions(self):
        return f"{V1}/{self.noun}-versions"

    @property
    def families(self):
        return f"{V1}/{self.noun}s"

    @property
    def member(self):
        return f"{self.noun.replace('-', '_')}_id"

    @property
    def version_member(self):
        return f"{self.noun.replace('-', '_')}_version_id"

    @property
    def snippets(self):
        return {"usage_code_snippets"} if self in {PROMPT, AGENT_SKILL} else set()

    def manifest(self, name: str, /, **more: Any) -> dict[str, Any]:
        """A manifest that no other one is like; what is None is left out."""
        source: dict[str, Any] = {"type": "external", "uri": f"s3://elsewhere/{uuid4()}"}
        own: dict[Form, dict[str, Any]] = {
            PROMPT: {"messages": [{"role": "user", "content": f"hello {uuid4()}"}]},
            AGENT_SKILL: {"source": {"type": "inline", "skill_md": f"# Skill {uuid4()}"}},
        }
        said = {"type": self.type, "name": name, "ml_repo": "default", "metadata": {}} | own.get(self, {"source": source})
        return said | more


ARTIFACT = Form("artifact", "artifact-version", "artifact")
MODEL = Form("model", "model-version", "model")
PROMPT = Form("prompt", "chat_prompt", "chat_prompt")
AGENT_SKILL = Form("agent-skill", "agent-skill", "agent-skill")
FORMS = (ARTIFACT, MODEL, PROMPT, AGENT_SKILL)


@dataclass(frozen=True)
class Platform:
    """The API, as one caller uses it."""

    http: httpx.Client
    is_here: bool
    """Whether it is in this process, where buckets have no address."""

    def put(self, form: Form, manifest: Any) -> httpx.Response:
        return self.http.put(form.versions, json={"manifest": manifest})

    def publish(self, form: Form, name: str, /, **more: Any) -> dict[str, Any]:
        """Make or change a version; return what is told of it."""
        return told(self.put(form, form.manifest(name, **more)))

    def stage(self, form: Form, name: str, /, **more: Any) -> dict[str, Any]:
        """Begin an upload; return its id, its place and whose version it will be."""
        source = {"type": "blob-storage"} if form is AGENT_SKILL else {"type": "truefoundry"}
        answer = self.http.post(f"{UPLOADS}/stage", json={"manifest": form.manifest(name, source=source, **more)})
        assert answer.status_code == 200, answer.text
        place: dict[str, Any] = answer.json()
        return place

    def sign(self, version_id: str, operation: str, *paths: str) -> httpx.Response:
        """Ask where to put or get files."""
        return self.http.post(f"{UPLOADS}/signed-urls", json={"id": version_id, "paths": paths, "operation": operation})

    def write(self, version_id: str, files: dict[str, bytes]) -> None:
        """Put files to where the API says."""
        for url, content in zip(told(self.sign(version_id, "WRITE", *files)), files.values(), strict=True):
            self.upload(url["signed_url"], content)

    def upload(self, url: str, content: bytes) -> httpx.Headers:
        """Put content to a URL, as the clients do: with no header that says anything; return what is said to it."""
        if self.is_here:
            path = unquote(urlsplit(url).path).lstrip("/").removeprefix(f"{BUCKET}/")
            boto3.client("s3").put_object(Bucket=BUCKET, Key=path, Body=content)
            return httpx.Headers()
        answer = httpx.put(url, content=content)
        assert answer.status_code == 200, answer.text
        return answer.headers

    def managed(self, form: Form, place: dict[str, Any]) -> dict[str, Any]:
        """The source of what was staged at a place."""
        own = {"type": "blob-storage", "description": "d"} if form is AGENT_SKILL else {"type": "truefoundry"}
        return own | {"uri": place["storage_root"]}

    def log(self, form: Form, name: str, files: dict[str, bytes], /, **more: Any) -> dict[str, Any]:
        """Stage, upload and publish a version; return what is told of it."""
        place = self.stage(form, name)
        self.write(place["id"], files)
        logged = self.publish(form, name, source=self.managed(form, place), **more)
        assert logged["id"] == place["id"]
        return logged

    def get(self, form: Form, version_id: str) -> httpx.Response:
        return self.http.get(f"{form.versions}/{version_id}")

    def listed(self, path: str, **query: Any) -> list[dict[str, Any]]:
        """A page of a list."""
        answer = self.http.get(path, params=query)
        assert answer.status_code == 200, answer.text
        found: list[dict[str, Any]] = answer.json()["data"]
        return found

    def numbers(self, form: Form, **query: Any) -> list[int]:
        """The numbers of the versions of a list."""
        return [one["manifest"]["version"] for one in self.listed(form.versions, **query)]

    def tag(self, form: Form, version_id: str, *tags: str, **more: Any) -> httpx.Response:
        return self.http.put(f"{form.versions}/tags", json={form.version_member: version_id, "tags": tags} | more)


def told(answer: httpx.Response) -> Any:
    """What an answer that is none of refusal tells."""
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]


def refusal(answer: httpx.Response) -> str:
    """The sentence of a refusal, in the form that the SDK reads."""
    body = answer.json()
    assert set(body) == {"statusCode", "message"}
    assert body["statusCode"] == answer.status_code
    message: str = body["message"]
    return message


def assert_refused(answer: httpx.Response, status: int, *words: str) -> None:
    """Assert that an answer is a refusal that has all these words."""
    assert answer.status_code == status, answer.text
    message = refusal(answer)
    assert not [word for word in words if word not in message], message


def assert_all_refused(platform: Platform, form: Form, name: str, members: list[tuple[str, Any]]) -> None:
    """Assert that a manifest with any of these members is 422 by the member's name, and makes no version."""
    taken = []
    for member, value in members:
        answer = platform.put(form, form.manifest(name, **{member: value}))
        if answer.status_code != 422 or f"manifest.{member}" not in refusal(answer):
            taken.append((member, value, answer.text))
    assert taken == []
    assert platform.numbers(form, name=name) == []


def number(version: dict[str, Any]) -> int:
    """The number of a version, which its fully qualified name ends in as well."""
    found: int = version["manifest"]["version"]
    assert version["fqn"].rpartition(":")[2] == str(found)
    assert UUID(version["id"])
    return found
