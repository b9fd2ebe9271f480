"""Which hub repository a URL means, and which forge repository a text links to."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from cairn.core.sources import HUB, address, canonical, checked
from cairn.records import Kind

_HUB_ID = re.compile(r"[A-Za-z0-9][\w.-]*(/[\w.-]+)?", re.ASCII)
_OWNER, _NAME = r"[a-z0-9][a-z0-9_-]{0,38}", r"[a-z0-9._-]{1,100}"
_FORGE_LINK = re.compile(rf"https?://(?:www\.)?github\.com/({_OWNER})/({_NAME})", re.ASCII | re.IGNORECASE)
_FORGE_URL = re.compile(
    rf"(?:https?://|git@|ssh://git@)?(?:www\.)?github\.com[/:]({_OWNER})/({_NAME})(?:[/?#].*)?", re.ASCII | re.IGNORECASE
)
_STEPS = {".", ".."}
"""Names that lead elsewhere in a path."""
_FORGE_PAGES = {"about", "apps", "collections", "features", "marketplace", "orgs", "settings", "sponsors", "topics",
                "user-attachments"}  # fmt: skip

TOOLS = {
    "eleutherai/lm-evaluation-harness", "ggerganov/llama.cpp", "ggml-org/llama.cpp", "google/jax", "google/flax",
    "huggingface/accelerate", "huggingface/datasets", "huggingface/diffusers", "huggingface/hub-docs",
    "huggingface/huggingface_hub", "huggingface/peft", "huggingface/safetensors", "huggingface/text-generation-inference",
    "huggingface/tokenizers", "huggingface/transformers", "huggingface/trl", "keras-team/keras", "microsoft/onnxruntime",
    "mlco2/impact", "numpy/numpy", "nvidia/apex", "openai/tiktoken", "pandas-dev/pandas", "pytorch/pytorch",
    "scikit-learn/scikit-learn", "tensorflow/tensorflow", "ukplab/sentence-transformers", "vllm-project/vllm",
}  # fmt: skip
"""Libraries that cards link to because they are used, not because the model is developed there: no evidence about it."""


def hub_id(source: str, endpoint: str) -> str | None:
    """Return the hub id of a model's source (URL or id, case kept), or None if it is no model of the hub.

    Args:
        source: What the client sent.
        endpoint: The configured hub, whose own URLs are understood beside those of the public one.

    Raises:
        SourceInvalidError, SourceTooLongError: it is no usable source at all.
    """
    url = address(source, Kind.MODEL)
    here, there = urlsplit(endpoint), checked(url)
    if there.netloc == here.netloc:
        url = f"https://{HUB}{there.path.removeprefix(here.path.rstrip('/'))}"
    path = canonical(url).removeprefix(f"https://{HUB}/")
    owner_or_name, _, name = path.partition("/")
    is_model = _HUB_ID.fullmatch(path) and owner_or_name not in {"datasets", "spaces"} and name not in _STEPS
    return path if is_model else None


def hub_url(model_id: str) -> str:
    """Return the canonical source of a hub model."""
    return f"https://{HUB}/{model_id}"


def dataset_url(dataset_id: str) -> str:
    """Return the canonical source of a hub dataset."""
    return f"https://{HUB}/datasets/{dataset_id}"


def repository(url: str) -> tuple[str, str] | None:
    """Return owner and name of the forge repository that a URL names, or None if it names none."""
    found = _FORGE_URL.fullmatch(url.strip())
    return _named(found[1], found[2]) if found else None


def linked_repository(texts: Iterable[str]) -> tuple[str, str] | None:
    """Return the repository that a model is developed in, as its card tells: the first link that is no mere tool's."""
    for text in texts:
        for found in _FORGE_LINK.finditer(text):
            # A full stop ends the sentence, not the name.
            named = _named(found[1], found[2].rstrip("."))
            if named and "/".join(named).lower() not in TOOLS:
                return named
    return None


def _named(owner: str, name: str) -> tuple[str, str] | None:
    plain = name.removesuffix(".git")
    is_repository = plain and plain not in _STEPS and owner.lower() not in _FORGE_PAGES
    return (owner, plain) if is_repository else None
