"""What a model comes from: its base models, and the datasets it was trained on."""

import re
from collections.abc import Mapping

from cairn.ingestion.card import texts
from cairn.ingestion.facts import ModelFacts, Snapshot
from cairn.ingestion.links import dataset_url, hub_url
from cairn.records import Json, Kind, Parent

PARENT_LIMIT = 40
"""The most upstreams that a model keeps. Each is an item of its transaction, which takes 100; the largest merges on the
hub name about 20 models."""

BASE_MODEL, TRAINED_ON = "base_model", "trained_on"

_ID = re.compile(r"[A-Za-z0-9][\w.-]{0,95}(/[\w.-]{1,96})?", re.ASCII)
"""As the hub has them: owner and name of 96 characters at most."""

_CONFIG_KEYS = ("base_model_name_or_path", "_name_or_path", "base_model")


def base_models(model: ModelFacts, config: Mapping[str, Json]) -> tuple[str, ...]:
    """Return the hub ids of a model's base models: of its card, its tags, then its config, each once, never itself.

    The hub's tags have the names that models have now, a card often an old one: it is taken for the tag of the same repository.
    """
    tagged = [tag.rpartition(":")[2] for tag in model.tags if tag.startswith("base_model:")]
    present = {_repository(one): one for one in reversed(tagged)}
    named = [one if one in tagged else present.get(_repository(one), one) for one in texts(model.card.get("base_model"))]
    named += tagged
    for base in (model.adapted, *(config.get(key) for key in _CONFIG_KEYS)):
        # A config often keeps the path on its author's disk: only what has the form of a hub id with an owner counts.
        named += [text for text in texts(base) if "/" in text]
    return tuple(one for one in dict.fromkeys(named) if _ID.fullmatch(one) and one.lower() != model.id.lower())


def _repository(model_id: str) -> str:
    """Return a model's name without its owner, in the case that names are compared in."""
    return model_id.rpartition("/")[2].lower()


def dataset_ids(model: ModelFacts) -> tuple[str, ...]:
    """Return the hub ids of the datasets that card and tags name, each once."""
    named = [*texts(model.card.get("datasets"))]
    named += [tag.removeprefix("dataset:") for tag in model.tags if tag.startswith("dataset:")]
    return tuple(one for one in dict.fromkeys(named) if _ID.fullmatch(one))


def parents(snapshot: Snapshot) -> tuple[Parent, ...]:
    """Return a model's upstreams by canonical source, base models first."""
    models = [Parent(Kind.MODEL, hub_url(one), BASE_MODEL) for one in base_models(snapshot.model, snapshot.config)]
    datasets = [Parent(Kind.DATASET, dataset_url(one), TRAINED_ON) for one in snapshot.datasets_named]
    return tuple([*models, *datasets][:PARENT_LIMIT])
