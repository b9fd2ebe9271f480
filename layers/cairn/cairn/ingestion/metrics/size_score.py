"""size_score: how well a model fits into each class of device."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cairn.ingestion.facts import File, ModelFacts, Snapshot
from cairn.ingestion.metrics.judged import Judged, absent

MB = 10**6

DEVICES = {
    "raspberry_pi": (200, 2_000),
    "jetson_nano": (500, 4_000),
    "desktop_pc": (4_000, 16_000),
    "aws_server": (20_000, 160_000),
}
"""MB of weights that are comfortable, and that fill the device: a Raspberry Pi 4 with 2 GB, a Jetson Nano with 4 GB, a desktop
with 16 GB, a server with two accelerators of 80 GB. Comfortable is what leaves room for activations and the system."""

WEIGHT_FORMATS = (".safetensors", ".bin", ".h5", ".msgpack", ".onnx", ".gguf", ".pt", ".pth", ".ckpt", ".tflite", ".ot")


@dataclass(frozen=True, slots=True)
class SizeJudged:
    """A score for each device, and their mean."""

    devices: Mapping[str, float]
    judged: Judged


def weights_bytes(files: Sequence[File]) -> int | None:
    """Return the bytes of one set of weights: repositories hold the same weights in several formats, one is loaded.

    Of the formats whose files lie in the root (all of them, where none do) the first of WEIGHT_FORMATS counts; without
    any, all files do. None: no size is known.
    """
    sized = [(file.path, file.size) for file in files if file.size is not None]
    root = [(path, size) for path, size in sized if "/" not in path]
    for candidates in (root, sized):
        for suffix in WEIGHT_FORMATS:
            if found := [size for path, size in candidates if path.endswith(suffix)]:
                return max(found) if suffix == ".gguf" else sum(found)
    return sum(size for _, size in sized) if sized else None


def total_bytes(model: ModelFacts) -> int | None:
    """Return what a download of everything takes: of all files, else at most what the hub keeps. None: no size is known."""
    sizes = [file.size for file in model.files if file.size is not None]
    return sum(sizes) if sizes else model.used_bytes


def size_score(snapshot: Snapshot) -> SizeJudged:
    """Return 1 up to the comfortable size, 0 from the size that fills the device, logarithmic between."""
    size = weights_bytes(snapshot.model.files)
    if size is None:
        return SizeJudged(dict.fromkeys(DEVICES, 0.0), absent("the hub tells no file sizes"))
    devices = {name: _fit(size / MB, *bounds) for name, bounds in DEVICES.items()}
    mean = round(sum(devices.values()) / len(devices), 4)
    facts = {"weights_mb": round(size / MB, 3), "files": len(snapshot.model.files)}
    return SizeJudged(devices, Judged(mean, devices, facts))


def _fit(megabytes: float, comfortable: float, full: float) -> float:
    if megabytes <= comfortable:
        return 1.0
    return round(max(0.0, math.log(full / megabytes) / math.log(full / comfortable)), 4)
