"""The hub, through huggingface_hub: models, datasets and small files. Weights are never downloaded."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

import httpx2
from huggingface_hub import HfApi, get_session, set_client_factory
from huggingface_hub.errors import (
    EntryNotFoundError,
    GatedRepoError,
    HfHubHTTPError,
    HFValidationError,
    RepositoryNotFoundError,
)
from huggingface_hub.utils import build_hf_headers, hf_raise_for_status  # type: ignore[attr-defined] # re-exported lazily

from cairn.errors import HubModelMissingError
from cairn.ingestion.card import texts
from cairn.ingestion.facts import DatasetFacts, File, ModelFacts, Result
from cairn.ingestion.fetching import ForeignHostError
from cairn.ingestion.upstream import asking, refused
from cairn.records import Json

SERVICE = "hub"
NOT_FOUND = 404
FILE_LIMIT = 1_000_000
"""The most characters of a README or config that are looked at; the longest cards have about 100,000."""


class GapError(Exception):
    """A fact is not to be had, and that is the hub's answer; the text says why."""


class Hub:
    """One hub."""

    def __init__(self, endpoint: str, token: str, transport: httpx2.BaseTransport) -> None:
        """Speak to the hub at `endpoint`; an empty token means none, whatever this machine has stored.

        huggingface_hub has one HTTP client for the process: from here on it is one that speaks through `transport`.
        """
        set_client_factory(lambda: httpx2.Client(transport=transport, follow_redirects=True, trust_env=False))
        self.endpoint = endpoint.rstrip("/")
        self._token = token or False
        self._api = HfApi(endpoint=self.endpoint, token=self._token, library_name="cairn")

    def model(self, model_id: str) -> ModelFacts:
        """Ask for a model: one call.

        Raises:
            HubModelMissingError: the hub has none of this id.
            UpstreamBusyError, UpstreamFailedError: see `cairn.ingestion.upstream`.
        """
        with asking(SERVICE):
            try:
                info = self._api.model_info(model_id, files_metadata=True)
            except (RepositoryNotFoundError, HFValidationError):
                raise HubModelMissingError(id=model_id) from None
            except HfHubHTTPError as error:
                if error.response.status_code == NOT_FOUND:
                    raise HubModelMissingError(id=model_id) from None
                raise refused(SERVICE, error.response.status_code) from error
            return _model_facts(info.__dict__, model_id)

    def dataset(self, dataset_id: str) -> DatasetFacts | None:
        """Ask for a dataset: one call. None: there is none, or it is not public."""
        with asking(SERVICE), _absent():
            return _dataset_facts(self._api.dataset_info(dataset_id, files_metadata=True).__dict__, dataset_id)
        return None

    def discussions(self, model_id: str) -> int | None:
        """Ask how many discussions a model has: one call. None: they are switched off."""
        with asking(SERVICE), _absent():
            return int(self._get(f"api/models/{model_id}/discussions", {"p": "0"}).json()["count"])
        return None

    def text(self, model_id: str, name: str) -> str:
        """Read a small text file of a model, as it stands on its main branch: one call, redirects of the hub's own aside.

        Raises:
            GapError: there is no such file, or it is not public, or it lies outside the hub.
        """
        with asking(SERVICE):
            try:
                answer = self._get(f"{model_id}/resolve/main/{quote(name)}", {})
            except EntryNotFoundError:
                message = f"the model has no {name}"
            except (GatedRepoError, RepositoryNotFoundError):
                message = f"{name} is only shown to users whom the author let in"
            except ForeignHostError as error:
                message = f"{name} lies on another host, {error}, which is not asked"
            else:
                return str(answer.content[:FILE_LIMIT].decode(errors="replace"))
        raise GapError(message)

    def _get(self, path: str, params: Mapping[str, str]) -> Any:
        answer = get_session().get(
            f"{self.endpoint}/{path}", params=dict(params), headers=build_hf_headers(token=self._token, library_name="cairn")
        )
        try:
            hf_raise_for_status(answer)
        except (EntryNotFoundError, RepositoryNotFoundError):
            raise
        except HfHubHTTPError as error:
            if error.response.status_code == NOT_FOUND:
                raise EntryNotFoundError(path) from None
            raise refused(SERVICE, error.response.status_code) from error
        return answer


@contextmanager
def _absent() -> Iterator[None]:
    """Let what is not there, or not public, pass as nothing."""
    try:
        yield
    except (RepositoryNotFoundError, HFValidationError, EntryNotFoundError):
        return
    except HfHubHTTPError as error:
        if error.response.status_code != NOT_FOUND:
            raise refused(SERVICE, error.response.status_code) from error


def _model_facts(info: Mapping[str, Any], model_id: str) -> ModelFacts:
    front = _front(info)
    siblings = info.get("siblings") or ()
    return ModelFacts(
        id=str(info.get("id") or model_id),
        revision=str(info.get("sha") or ""),
        downloads=_count(info.get("downloads")),
        likes=_count(info.get("likes")),
        tags=tuple(texts(info.get("tags"))),
        task=info.get("pipeline_tag") or None,
        library=info.get("library_name") or None,
        card={name: member for name, member in front.items() if member is not None},
        results=tuple(_results(info.get("model_index"), front)),
        files=tuple(File(str(one.rfilename), one.size if isinstance(one.size, int) else None) for one in siblings),
        is_gated=bool(info.get("gated")),
    )


def _dataset_facts(info: Mapping[str, Any], dataset_id: str) -> DatasetFacts:
    front = _front(info)
    sizes = [one.size for one in info.get("siblings") or () if isinstance(one.size, int)]
    tags = tuple(texts(info.get("tags")))
    licenses = [*texts(front.get("license")), *(tag.removeprefix("license:") for tag in tags if tag.startswith("license:"))]
    described = info.get("description") or front.get("pretty_name")
    return DatasetFacts(
        id=dataset_id,
        downloads=_count(info.get("downloads")),
        likes=_count(info.get("likes")),
        license=licenses[0] if licenses else None,
        tags=tags,
        has_description=bool(described),
        size_bytes=sum(sizes) if sizes else None,
    )


def _front(info: Mapping[str, Any]) -> dict[str, Any]:
    """Return a card's front matter as the hub read it."""
    card: Any = info.get("card_data")
    return dict(card.to_dict()) if hasattr(card, "to_dict") else {}


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


def _count(value: Any) -> int:
    return max(0, value) if isinstance(value, int) else 0
