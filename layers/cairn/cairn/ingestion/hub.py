"""The hub, through huggingface_hub: models, datasets and small files. Weights are never downloaded."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

import httpx2
from huggingface_hub import get_session, set_client_factory
from huggingface_hub.errors import (
    EntryNotFoundError,
    HfHubHTTPError,
    HFValidationError,
    RepositoryNotFoundError,
)
from huggingface_hub.utils import (  # type: ignore[attr-defined] # re-exported lazily
    build_hf_headers,
    hf_raise_for_status,
    validate_repo_id,
)

from cairn.errors import HubModelMissingError
from cairn.ingestion.card import texts
from cairn.ingestion.facts import DatasetFacts, File, ModelFacts, Result
from cairn.ingestion.fetching import CUT, AnswerTooLargeError, ForeignHostError
from cairn.ingestion.upstream import GapError, asking, refused, whole
from cairn.records import Json

SERVICE = "hub"
NOT_FOUND, FORBIDDEN = 404, 403
FILE_LIMIT = 1_000_000
"""The most bytes of a README or config that are read; the longest cards have about 100,000."""

DATASET_MEMBERS = ["cardData", "description", "downloads", "likes", "tags"]
"""What is asked of a dataset: not its files, of which some have a hundred thousand."""


class Hub:
    """One hub."""

    def __init__(self, endpoint: str, token: str, transport: httpx2.BaseTransport) -> None:
        """Speak to the hub at `endpoint`; an empty token means none, whatever this machine has stored.

        huggingface_hub has one HTTP client for the process: from here on it is one that speaks through `transport`.
        """
        set_client_factory(lambda: httpx2.Client(transport=transport, follow_redirects=True, trust_env=False))
        self.endpoint = endpoint.rstrip("/")
        self._token = token or False

    def model(self, model_id: str) -> ModelFacts:
        """Ask for a model: one call.

        Raises:
            HubModelMissingError: the hub has none of this id.
            UpstreamBusyError, UpstreamFailedError: see `cairn.ingestion.upstream`.
        """
        with asking(SERVICE):
            try:
                validate_repo_id(model_id)
                info = self._get(f"api/models/{model_id}", {"blobs": "true"}).json()
            except (RepositoryNotFoundError, EntryNotFoundError, HFValidationError):
                raise HubModelMissingError(id=model_id) from None
            return _model_facts(info)

    def dataset(self, dataset_id: str) -> DatasetFacts | None:
        """Ask for a dataset: one call. None: there is none, it is not public, or there is too much to tell of it."""
        with asking(SERVICE), _absent():
            validate_repo_id(dataset_id)
            return _dataset_facts(self._get(f"api/datasets/{dataset_id}", {"expand": DATASET_MEMBERS}).json())
        return None

    def discussions(self, model_id: str) -> int | None:
        """Ask how many discussions a model has: one call. None: they are switched off."""
        with asking(SERVICE), _absent():
            # Where they are switched off, asking for them is forbidden.
            absent = {NOT_FOUND, FORBIDDEN}
            return int(self._get(f"api/models/{model_id}/discussions", {"p": "0"}, absent=absent).json()["count"])
        return None

    def text(self, model_id: str, name: str) -> str:
        """Read a small text file of a model, as it stands on its main branch: one call, redirects of the hub's own aside.

        Raises:
            GapError: there is no such file, or it is not public, or it lies outside the hub.
        """
        with asking(SERVICE):
            try:
                answer = self._get(f"{model_id}/resolve/main/{quote(name)}", {}, cut=FILE_LIMIT)
            except EntryNotFoundError:
                message = f"the model has no {name}"
            except RepositoryNotFoundError:
                message = f"{name} is only shown to users whom the author let in"
            except ForeignHostError as error:
                message = f"{name} lies on another host, {error}, which is not asked"
            else:
                return str(answer.content.decode(errors="replace"))
        raise GapError(message)

    def _get(
        self,
        path: str,
        params: Mapping[str, str | list[str]],
        *,
        absent: Collection[int] = (NOT_FOUND,),
        cut: int | None = None,
    ) -> Any:
        answer = get_session().get(
            f"{self.endpoint}/{path}",
            params=dict(params),
            headers=build_hf_headers(token=self._token, library_name="cairn"),
            extensions={CUT: cut} if cut else {},
        )
        try:
            hf_raise_for_status(answer)
        except (EntryNotFoundError, RepositoryNotFoundError):
            raise
        except HfHubHTTPError as error:
            if error.response.status_code in absent:
                raise EntryNotFoundError(path) from None
            raise refused(SERVICE, error.response.status_code) from error
        return answer


@contextmanager
def _absent() -> Iterator[None]:
    """Let what is not there, not public, switched off, or too large to be looked at pass as nothing."""
    try:
        yield
    except (RepositoryNotFoundError, HFValidationError, EntryNotFoundError, AnswerTooLargeError):
        return


def _model_facts(info: Mapping[str, Any]) -> ModelFacts:
    """Return what a model's answer tells; whatever in it is not as it should be is a gap, but there is no answer without an id.

    The facts are not read through the client library's classes: those fail on a card with one odd member.
    """
    front = _mapping(info.get("cardData"))
    return ModelFacts(
        id=_id(info),
        revision=_text(info.get("sha")) or "",
        downloads=whole(info.get("downloads")) or 0,
        likes=whole(info.get("likes")) or 0,
        tags=tuple(texts(info.get("tags"))),
        task=_text(info.get("pipeline_tag")),
        library=_text(info.get("library_name")),
        card={name: member for name, member in front.items() if member is not None},
        results=tuple(_results(info.get("model-index"), front)),
        files=tuple(File(str(one.get("rfilename")), whole(one.get("size"))) for one in _mappings(info.get("siblings"))),
        is_gated=bool(info.get("gated")),
        adapted=_text(_mapping(_mapping(info.get("config")).get("peft")).get("base_model_name_or_path")),
        used_bytes=whole(info.get("usedStorage")),
    )


def _dataset_facts(info: Mapping[str, Any]) -> DatasetFacts:
    front = _mapping(info.get("cardData"))
    tags = tuple(texts(info.get("tags")))
    licenses = [*texts(front.get("license")), *(tag.removeprefix("license:") for tag in tags if tag.startswith("license:"))]
    described = info.get("description") or front.get("pretty_name")
    return DatasetFacts(
        id=_id(info),
        downloads=whole(info.get("downloads")) or 0,
        likes=whole(info.get("likes")) or 0,
        license=licenses[0] if licenses else None,
        tags=tags,
        has_description=bool(described),
    )


def _id(info: Mapping[str, Any]) -> str:
    found = _text(info["id"])
    if found is None:
        message = "an answer without an id"
        raise ValueError(message)
    return found


def _results(index: Json, front: Mapping[str, Any]) -> Iterable[Result]:
    """Yield the results of a model-index, whatever in it is not as it should be left out."""
    for model in _mappings(index or front.get("model-index")):
        for result in _mappings(model.get("results")):
            dataset = next(_mappings([result.get("dataset")]), {})
            for metric in _mappings(result.get("metrics")):
                yield Result(
                    dataset=str(dataset.get("name") or dataset.get("type") or ""),
                    metric=str(metric.get("type") or metric.get("name") or ""),
                    has_value=metric.get("value") not in (None, ""),
                    has_source=bool(result.get("source") or metric.get("verified")),
                )


def _mappings(value: Any) -> Iterator[dict[str, Any]]:
    return (one for one in (value if isinstance(value, list) else ()) if isinstance(one, dict))


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str | None:
    return next(texts(value), None) if isinstance(value, str) else None
