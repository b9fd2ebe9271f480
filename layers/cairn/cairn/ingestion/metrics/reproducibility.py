"""reproducibility: whether the demonstration code of a card can run. It is parsed and looked at, never executed."""

import ast
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cairn.ingestion import card
from cairn.ingestion.facts import Snapshot
from cairn.ingestion.metrics.judged import Judged, absent

RUNS, NEARLY, NOT = 1.0, 0.5, 0.0
"""The API knows three scores: it can run as it stands, with some repair, or not at all."""

KNOWN = {
    "PIL", "accelerate", "adapters", "aiohttp", "bitsandbytes", "cv2", "datasets", "diffusers", "einops", "evaluate",
    "faster_whisper", "flair", "flash_attn", "flax", "ftfy", "gradio", "httpx", "huggingface_hub", "jax", "joblib", "keras",
    "librosa", "lightning", "llama_cpp", "matplotlib", "mlx_lm", "monai", "nltk", "numpy", "onnx", "onnxruntime",
    "open_clip", "openai", "optimum", "pandas", "peft", "pyannote", "pytorch_lightning", "requests", "scipy",
    "sentence_transformers", "sentencepiece", "setfit", "sklearn", "skops", "soundfile", "spacy", "speechbrain",
    "stable_baselines3", "tensorflow", "timm", "tokenizers", "torch", "torchaudio", "torchvision", "tqdm", "transformers",
    "trl", "ultralytics", "unsloth", "vllm", "xgboost",
}  # fmt: skip
"""Top-level modules of packages that a package index has and that cards use; whatever else is imported must be in the
linked repository or beside the weights."""

BLOCK_LIMIT = 20
"""The blocks that are looked at: cards with more repeat themselves."""

_BLOCK_CHARACTERS = 50_000
_PROMPTS = (">>> ", "... ", ">>>", "...")
_LOADERS = {"from_pretrained", "pipeline", "SentenceTransformer", "CrossEncoder", "snapshot_download", "hf_hub_download",
            "create_model", "load_dataset", "LLM", "WhisperModel", "from_pretrained_keras"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Read:
    """What a block of code shows."""

    imports: frozenset[str]
    names_model: bool


def reproducibility(snapshot: Snapshot) -> Judged:
    """Return 1 where code parses, imports what is known and loads this model; 0.5 where something of that is missing."""
    blocks = card.read(snapshot.readme).code("python", "py", "pycon", "python3")[:BLOCK_LIMIT]
    if not blocks:
        return absent(snapshot.gaps.get("readme", "the card shows no Python code"))
    read = [one for one in (_look(block, snapshot.model.id) for block in blocks) if one is not None]
    own = _own_modules(snapshot)
    imports = frozenset[str]().union(*(one.imports for one in read))
    unknown = sorted(name for name in imports if name not in sys.stdlib_module_names | KNOWN | own)
    parts = {
        "parses": len(read) / len(blocks),
        "imports_resolve": 1 - len(unknown) / len(imports) if imports else 0.0,
        "loads_this_model": float(any(one.names_model for one in read)),
    }
    facts = {"blocks": len(blocks), "blocks_that_parse": len(read), "unknown_imports": unknown}
    rounded: Mapping[str, float] = {name: round(part, 4) for name, part in parts.items()}
    if all(part == RUNS for part in parts.values()):
        return Judged(RUNS, rounded, facts)
    return Judged(NEARLY if read and any(one.imports or one.names_model for one in read) else NOT, rounded, facts)


def _look(block: str, model_id: str) -> _Read | None:
    """Return what a block shows, or None if it is no Python."""
    try:
        tree = ast.parse(_without_prompts(block[:_BLOCK_CHARACTERS]))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    nodes = list(ast.walk(tree))
    return _Read(frozenset(_imported(nodes)), _names(nodes, model_id))


def _without_prompts(block: str) -> str:
    """Return an interactive session as the code that was typed; what was printed in between is left out."""
    lines = block.splitlines()
    if not any(line.startswith(">>>") for line in lines):
        return "\n".join(line for line in lines if not line.startswith(("!", "%")))
    typed = (line for line in lines if line.startswith(_PROMPTS))
    return "\n".join(next(line.removeprefix(prompt) for prompt in _PROMPTS if line.startswith(prompt)) for line in typed)


def _imported(nodes: list[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def _names(nodes: list[ast.AST], model_id: str) -> bool:
    """Tell whether something is loaded, and the model's own id stands in the code: an owner-less id was moved since."""
    loads = any(isinstance(node, ast.Call) and _called(node) in _LOADERS for node in nodes)
    texts = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    own = {model_id.lower(), model_id.rpartition("/")[2].lower()}
    return loads and any(text.lower() in own for text in texts)


def _called(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _own_modules(snapshot: Snapshot) -> set[str]:
    """Return the modules that the linked repository and the files beside the weights offer."""
    files = [*snapshot.model.files, *(snapshot.code.files if snapshot.code else ())]
    paths = [file.path for file in files if file.path.endswith(".py")]
    return {part.removesuffix(".py") for path in paths for part in path.removeprefix("src/").split("/")[:1]}
