"""A deployment in which what the recorded events are about exists, and everybody has to sign in."""

import json
import re
import time
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import uuid4

import boto3

from cairn.access import tokens
from cairn.access.decision import AUDIENCE
from cairn.access.personal_tokens import PersonalTokens
from cairn.access.tokens import Key
from cairn.access.users import Profile
from cairn.accounts import Role, User
from cairn.catalogs import CatalogEntry
from cairn.composition import artifacts, catalogs, documented, documents, projects
from cairn.core.artifacts import Draft
from cairn.core.document_drafts import DocumentDraft
from cairn.core.documents import At
from cairn.documents import DocumentType
from cairn.permissions import Caller, Grant, Method, ResourceType
from cairn.records import Kind
from cairn.store.bucket import Bucket
from contract.conftest import UNKNOWN, Required
from fixtures import recorded
from fixtures.aws import BUCKET, ENVIRONMENT, KEYS
from fixtures.documents import evidence_body
from fixtures.people import OPERATOR
from fixtures.ratings import RATING
from fixtures.shelf import Shelf
from local import blueprint
from local.in_process import Context, handler_module

KEY = Key("k1", KEYS["k1"].encode())
OWN_HEADER = {"trust": "x-authorization", "truefoundry": "authorization", "mlte": "authorization"}

FORMS = ("Artifact", "Model", "Prompt", "AgentSkill")
PUBLISHED = {
    Kind.ARTIFACT: "vocabulary", Kind.MODEL: "sentiment", Kind.PROMPT: "greeting", Kind.AGENT_SKILL: "summaries",
}  # fmt: skip
"""What the recorded events of TrueFoundry's versions are about, by name."""

ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<=ML repo )[0-9]+")


@dataclass
class Scene:
    """A deployment in which what the recorded events are about exists, and belongs to an administrator."""

    required: Required

    def __post_init__(self) -> None:
        people = self.required.people
        self.root = people.user("root", role=Role.ADMIN)
        self.owner = Caller("root", is_admin=True, face="test", id=self.root.id)
        people.user("grace")
        people.groups.create(OPERATOR, "reviewers", [Grant(ResourceType.MODEL, Method.GET)])
        self.regular = people.user("regular")
        documented().create(self.owner, "resnet")
        documented().add_version(self.owner, "resnet", "v1")
        body = evidence_body("accuracy", {"evidence_type": "string", "string": "fine"})
        documents().write(self.owner, At("resnet", "v1"), DocumentDraft(DocumentType.EVIDENCE, "", body))
        made = {}
        for kind in (Kind.MODEL, Kind.DATASET, Kind.CODE):
            url = f"https://data.example.org/{kind}/imdb"
            draft = Draft(kind=kind, source=url, name="imdb", size_bytes=1, rating=RATING, download_url=url)
            made[kind] = artifacts().register(self.owner, draft).id
        self.ids, self.is_known = made, True
        self.places = recorded.make(self.owner)
        catalogs().create(self.owner, CatalogEntry(catalog="local", identifier="calibration-error", code="..."))

    @cached_property
    def published(self) -> dict[str, str]:
        """The ids of what the recorded events of TrueFoundry's versions are about, by what they are called there."""
        table, bucket = self.required.people.directory._table, Bucket(boto3.client("s3"), BUCKET)
        shelf, project, found = Shelf(table, bucket, self.owner), projects().named("default"), {}
        for kind, name in PUBLISHED.items():
            form = kind.value.replace("-", "_")
            version = shelf.logged(project, kind, name, {"dir/b.bin": b"b"})
            found |= {f"{form}_version": version.id, form: version.family_id}
        return found | {"staged": shelf.staged(project, Kind.ARTIFACT, "staged", {})}

    def meant(self, function: blueprint.Function, event: dict[str, Any]) -> str:
        """The id of what a recorded event is about."""
        if not self.is_known:
            return UNKNOWN
        if function.face == "trust":
            return self.ids[Kind(event["pathParameters"].get("artifact_type", "model"))]
        if "personal_access_token" in function.operation:
            return self.token_id
        found = re.search("(agent_skill|artifact|model|prompt)(_version)?$", function.operation)
        about = {"list_files": "artifact_version", "get_signed_urls": "artifact_version"}
        return self.published[found[0] if found else about.get(function.operation, "staged")]

    def claims(self, user: User, **changes: Any) -> dict[str, Any]:
        now = int(time.time())
        told = {
            "iss": ENVIRONMENT["TOKEN_ISSUER"],
            "aud": AUDIENCE,
            "sub": user.name,
            "uid": user.id,
            "ver": user.token_version,
        }
        return told | {"jti": str(uuid4()), "iat": now - 10, "exp": now + 600} | changes

    def signed(self, key: Key = KEY, **changes: Any) -> str:
        return tokens.sign(self.claims(self.root, **changes), key)

    def personal(self, user: User, expires_at: int | None = None) -> str:
        long_ago = PersonalTokens(self.required.people.directory, clock=lambda: 0)
        caller = Caller(user.name, is_admin=False, face="test", id=user.id)
        return long_ago.create(caller, f"t-{uuid4().hex[:20]}", expires_at)[0]

    def revoked(self) -> dict[str, str]:
        """Tokens that were good until they were revoked: one of them, and all of a user."""
        people, users = self.required.people, self.required.people.users
        single, gone, all_of = (
            self.claims(self.root),
            people.user("gone", role=Role.ADMIN),
            people.user("void", role=Role.ADMIN),
        )
        texts = {name: tokens.sign(self.claims(user), KEY) for name, user in (("deleted", gone), ("void", all_of))}
        personal = self.personal(gone)
        users.revoke(OPERATOR, "root", single["jti"])
        users.revoke(OPERATOR, "void")
        users.delete(OPERATOR, "gone")
        people.user("gone", role=Role.ADMIN)
        disabled = people.user("disabled", role=Role.ADMIN)
        users.update(OPERATOR, Profile(name="disabled", is_disabled=True))
        return {
            "revoked by its id": tokens.sign(single, KEY),
            "all of the user revoked": texts["void"],
            "of a deleted user, whose name another one has": texts["deleted"],
            "personal, of a deleted user": personal,
            "of a disabled user": tokens.sign(self.claims(disabled, ver=2), KEY),
        }

    def ask(self, function: blueprint.Function, headers: dict[str, str], query: dict[str, str] | None = None) -> dict[str, Any]:
        """Send a function its recorded event: about what exists, with these credentials and no others."""
        text = (blueprint.ROOT / "events" / function.face / f"{function.operation}.json").read_text()
        event = json.loads(text)
        if function.face == "truefoundry":
            self.published  # noqa: B018 - what it is about by name exists as well
        if place := recorded.place(function):
            event = json.loads(text.replace(f"/{recorded.IDS[place]}", f"/{self.places[place]}"))
            event = json.loads(json.dumps(event).replace(f'"{recorded.IDS[place]}', f'"{self.places[place]}'))
        elif function.face != "mlte" and (found := ID.search(json.dumps([event.get("pathParameters"), event.get("body")]))):
            event = json.loads(text.replace(found[0], self.meant(function, event)))
        kept = {name: value for name, value in event["headers"].items() if not name.endswith("authorization")}
        event |= {"headers": kept | headers}
        event["queryStringParameters"] = event.get("queryStringParameters", {}) | (query or {})
        answer: dict[str, Any] = handler_module(function.face, function.operation).handler(event, Context())
        return answer

    @property
    def token_id(self) -> str:
        return next(iter(self.required.people.directory.tokens(self.root.id))).id if self.personal(self.root) else ""
