"""The forge (GitHub's REST API): who works on a repository, what was merged and reviewed, which files it has."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import httpx2

from cairn.errors import UpstreamBusyError, UpstreamFailedError
from cairn.ingestion.facts import Change, File
from cairn.ingestion.fetching import AnswerTooLargeError
from cairn.ingestion.upstream import GapError, asking, refused, whole

SERVICE = "forge"
MERGES = 20
"""The merged changes that are known by number: more than are ever asked for their reviews."""

_NOT_THERE = {404, 409, 410, 451}
"""No such repository or file; an empty one has no tree; gone; taken down for legal reasons."""


_FORBIDDEN = 403
_TOO_LARGE, _BLOCKED = "too large", "access blocked"
"""What GitHub says with a 403 that is no limit of ours: of lists that it does not make, of repositories that it has closed."""


_THERE_IS_TOO_MUCH = "the forge has too much to tell of it"


class Forge:
    """One forge. Of what it has too much to tell, its methods raise GapError."""

    def __init__(self, url: str, token: str, transport: httpx2.BaseTransport) -> None:
        """Speak to the API at `url`."""
        headers = {"accept": "application/vnd.github+json", "user-agent": "cairn", "x-github-api-version": "2022-11-28"}
        if token:
            headers["authorization"] = f"Bearer {token}"
        self._client = httpx2.Client(
            base_url=url.rstrip("/") + "/", headers=headers, transport=transport, follow_redirects=True, trust_env=False
        )

    @asking(SERVICE)
    def contributions(self, owner: str, name: str) -> dict[str, int] | None:
        """Return the commits of each person, at most 100 persons, bots left out: one call. None: no such repository."""
        answer = self._ask(f"repos/{owner}/{name}/contributors", per_page="100")
        if answer is None:
            return None
        people = {str(one.get("login") or one.get("name")): one for one in _mappings(answer)}
        return {
            login: whole(one.get("contributions")) or 0
            for login, one in people.items()
            if one.get("type") != "Bot" and not login.endswith("[bot]")
        }

    @asking(SERVICE)
    def merged(self, owner: str, name: str) -> tuple[Change, ...]:
        """Return the changes merged last, newest first, of the 50 that were closed or touched last: one call."""
        page = {"state": "closed", "sort": "updated", "direction": "desc", "per_page": "50"}
        answer = _mappings(self._ask(f"repos/{owner}/{name}/pulls", **page))
        merged = sorted((one for one in answer if one.get("merged_at")), key=lambda one: str(one["merged_at"]), reverse=True)
        numbered = ((whole(one.get("number")), one) for one in merged[:MERGES])
        return tuple(Change(number, _login(one), None) for number, one in numbered if number)

    @asking(SERVICE)
    def is_reviewed(self, owner: str, name: str, change: Change) -> bool:
        """Tell whether somebody other than its author approved a change: one call."""
        reviews = _mappings(self._ask(f"repos/{owner}/{name}/pulls/{change.number}/reviews", per_page="50"))
        return any(review.get("state") == "APPROVED" and _login(review) != change.author for review in reviews)

    @asking(SERVICE)
    def files(self, owner: str, name: str) -> tuple[File, ...] | None:
        """Return the files of the default branch: one call, which GitHub cuts at 100,000 entries. None: no tree."""
        answer = self._ask(f"repos/{owner}/{name}/git/trees/HEAD", recursive="1")
        if not isinstance(answer, dict):
            return None
        blobs = (one for one in _mappings(answer.get("tree")) if one.get("type") == "blob")
        return tuple(File(str(one.get("path")), whole(one.get("size"))) for one in blobs)

    @asking(SERVICE)
    def text(self, owner: str, name: str, path: str) -> str | None:
        """Return a file of the default branch as text: one call."""
        target = f"repos/{owner}/{name}/contents/{quote(path)}"
        answer = self._client.get(target, headers={"accept": "application/vnd.github.raw+json"})
        return None if self._is_absent(answer) else answer.text

    @asking(SERVICE)
    def license(self, owner: str, name: str) -> str | None:
        """Return the SPDX id of a repository's licence: one call. None: there is no such repository, "" no licence."""
        try:
            found = self._ask(f"repos/{owner}/{name}/license")
            # GitHub answers 404 both without a licence file and without the repository.
            is_there = isinstance(found, dict) or self._ask(f"repos/{owner}/{name}") is not None
        except GapError as gap:
            raise UpstreamFailedError(service=SERVICE, reason=str(gap)) from gap
        if isinstance(found, dict):
            return str((found.get("license") or {}).get("spdx_id") or "")
        return "" if is_there else None

    def _ask(self, path: str, **params: str) -> Any:
        try:
            answer = self._client.get(path, params=params)
        except AnswerTooLargeError:
            raise GapError(_THERE_IS_TOO_MUCH) from None
        if self._is_absent(answer):
            return None
        return answer.json() if answer.content else []

    @staticmethod
    def _is_absent(answer: httpx2.Response) -> bool:
        if answer.status_code in _NOT_THERE:
            return True
        said = answer.text.lower() if answer.status_code == _FORBIDDEN else ""
        if _BLOCKED in said:
            return True
        if _TOO_LARGE in said:
            raise GapError(_THERE_IS_TOO_MUCH)
        if answer.headers.get("x-ratelimit-remaining") == "0" and not answer.is_success:
            raise UpstreamBusyError(service=SERVICE, reason="its rate limit is used up")
        if not answer.is_success:
            raise refused(SERVICE, answer.status_code)
        return False


def _mappings(value: Any) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _login(thing: Mapping[str, Any]) -> str:
    user = thing.get("user")
    return str(user.get("login") or "") if isinstance(user, dict) else ""
