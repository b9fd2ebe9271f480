"""The entries of the sample catalog: short tests of one quality each, to copy and adapt.

Each is a whole program that needs MLTE alone, and says at its top what to put in the place of its toy model.
"""

from cairn.catalogs import CatalogEntry

ENTRIES = (
    CatalogEntry(
        catalog="sample",
        identifier="accuracy-on-held-out-data",
        tags=("Tabular", "Text", "Image"),
        quality_attribute="Functional Correctness",
        description="Share of held-out examples that a classifier gets right, which must reach a threshold.",
        inputs="A function that predicts a label, and labelled examples that training never saw.",
        output="Real: between 0 and 1.",
        code="""\
from mlte.evidence.types.real import Real
from mlte.measurement.external_measurement import ExternalMeasurement

# Put your model and your held-out examples here.
predict = lambda x: x > 0
examples = [(-2, False), (-1, False), (1, True), (3, True)]


def accuracy(predict, examples):
    right = sum(predict(x) == label for x, label in examples)
    return right / len(examples)


measurement = ExternalMeasurement("accuracy on held-out data", Real, accuracy)
evidence = measurement.evaluate(predict, examples)
result = Real.greater_or_equal_to(0.9).validate(evidence)
""",
    ),
    CatalogEntry(
        catalog="sample",
        identifier="accuracy-gap-between-groups",
        tags=("Tabular", "Decision Support"),
        quality_attribute="Fairness",
        description="Difference of accuracy between the group that is served best and the one that is served worst.",
        inputs="A function that predicts a label, and examples that carry the group they belong to.",
        output="Real: 0 if all groups are served alike. Small groups make it large by chance: look at their sizes as well.",
        code="""\
from collections import defaultdict

from mlte.evidence.types.real import Real
from mlte.measurement.external_measurement import ExternalMeasurement

# Put your model here, and examples as (input, label, group).
predict = lambda x: x > 0
examples = [(-2, False, "a"), (1, True, "a"), (-1, False, "b"), (3, True, "b")]


def accuracy_gap(predict, examples):
    right = defaultdict(list)
    for x, label, group in examples:
        right[group].append(predict(x) == label)
    shares = [sum(hits) / len(hits) for hits in right.values()]
    return max(shares) - min(shares)


measurement = ExternalMeasurement("accuracy gap between groups", Real, accuracy_gap)
evidence = measurement.evaluate(predict, examples)
result = Real.less_or_equal_to(0.05).validate(evidence)
""",
    ),
    CatalogEntry(
        catalog="sample",
        identifier="time-of-one-prediction",
        tags=("Tabular", "Computer Vision", "NLP"),
        quality_attribute="Time Behavior",
        description="99th percentile of the time that one prediction takes on this machine, after a warm-up.",
        inputs="A function that predicts, and inputs as they come in operation.",
        output="Real, in milliseconds. It is about the machine that it ran on: run it on one like that of operation.",
        code="""\
import time

from mlte.evidence.types.real import Real
from mlte.measurement.external_measurement import ExternalMeasurement
from mlte.measurement.units import Units

# Put your model and real inputs here.
predict = lambda x: x > 0
inputs = range(1_000)


def p99(predict, inputs):
    for x in list(inputs)[:100]:
        predict(x)
    times = []
    for x in inputs:
        started = time.perf_counter()
        predict(x)
        times.append((time.perf_counter() - started) * 1_000)
    return sorted(times)[int(len(times) * 0.99)], Units.millisecond


measurement = ExternalMeasurement("time of one prediction", Real, p99)
evidence = measurement.evaluate(predict, inputs)
result = Real.less_than(50.0, Units.millisecond).validate(evidence)
""",
    ),
    CatalogEntry(
        catalog="sample",
        identifier="peak-memory-of-a-batch",
        tags=("Tabular", "Computer Vision", "NLP"),
        quality_attribute="Resource Utilization",
        description="Most memory that Python allocates while a batch is predicted.",
        inputs="A function that predicts a batch, and a batch of the largest size that operation sends.",
        output="Integer, in bytes. It counts what Python allocates: of a GPU, or a library with memory of its own, ask those.",
        code="""\
import tracemalloc

from mlte.evidence.types.integer import Integer
from mlte.measurement.external_measurement import ExternalMeasurement
from mlte.measurement.units import Units

# Put your model and your largest batch here.
predict_batch = lambda batch: [x > 0 for x in batch]
batch = list(range(10_000))


def peak_memory(predict_batch, batch):
    tracemalloc.start()
    try:
        predict_batch(batch)
        return tracemalloc.get_traced_memory()[1], Units.byte
    finally:
        tracemalloc.stop()


measurement = ExternalMeasurement("peak memory of a batch", Integer, peak_memory)
evidence = measurement.evaluate(predict_batch, batch)
result = Integer.less_or_equal_to(500_000_000, Units.byte).validate(evidence)
""",
    ),
    CatalogEntry(
        catalog="sample",
        identifier="same-input-same-output",
        tags=("LLM", "Generative Model"),
        quality_attribute="Repeatability",
        description="Number of inputs that a model answers differently when it is asked again.",
        inputs="A function that predicts, with the settings (seed, temperature) of operation, and inputs.",
        output="Integer: 0 if the model repeats itself. Few repetitions find only what differs often.",
        code="""\
from mlte.evidence.types.integer import Integer
from mlte.measurement.external_measurement import ExternalMeasurement

# Put your model and inputs here.
predict = lambda text: text.upper()
inputs = ["first question", "second question"]


def changing(predict, inputs, repetitions=5):
    return sum(len({str(predict(x)) for _ in range(repetitions)}) > 1 for x in inputs)


measurement = ExternalMeasurement("same input same output", Integer, changing)
evidence = measurement.evaluate(predict, inputs)
result = Integer.less_or_equal_to(0).validate(evidence)
""",
    ),
    CatalogEntry(
        catalog="sample",
        identifier="stable-under-small-noise",
        tags=("Tabular", "Time Series"),
        quality_attribute="Robustness",
        description="Share of predictions that stay as they are when each feature is changed by a little noise.",
        inputs="A function that predicts from a list of numbers, such inputs, and how large the noise of the sensors is.",
        output="Real: between 0 and 1. The noise is random: an adversary's changes are chosen, and need tests of their own.",
        code="""\
import random

from mlte.evidence.types.real import Real
from mlte.measurement.external_measurement import ExternalMeasurement

# Put your model, inputs, and the noise of your sensors here.
predict = lambda features: sum(features) > 0
inputs = [[1.0, 2.0], [-3.0, 1.0], [4.0, -1.0]]
noise = 0.05


def stable(predict, inputs, noise, repetitions=20):
    dice = random.Random(0)
    same = [
        predict([value + dice.gauss(0, noise) for value in features]) == predict(features)
        for features in inputs
        for _ in range(repetitions)
    ]
    return sum(same) / len(same)


measurement = ExternalMeasurement("stable under small noise", Real, stable)
evidence = measurement.evaluate(predict, inputs, noise)
result = Real.greater_or_equal_to(0.99).validate(evidence)
""",
    ),
    CatalogEntry(
        catalog="sample",
        identifier="strange-inputs-are-logged",
        tags=("Time Series", "Image", "Decision Support"),
        quality_attribute="Monitorability",
        description="An input outside of the range that the model was trained for leaves a line in the log.",
        inputs="A function that predicts and logs, and an input that is out of its range.",
        output="String: what was logged.",
        code="""\
import io
import logging

from mlte.evidence.types.string import String
from mlte.measurement.external_measurement import ExternalMeasurement

logger = logging.getLogger("model")


# Put your model here, and an input that is out of its range.
def predict(x):
    if not -10 <= x <= 10:
        logger.warning("out of range: %s", x)
    return x > 0


strange = 1_000


def logged(predict, strange):
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    logger.addHandler(handler)
    try:
        predict(strange)
    finally:
        logger.removeHandler(handler)
    return written.getvalue()


measurement = ExternalMeasurement("strange inputs are logged", String, logged)
evidence = measurement.evaluate(predict, strange)
result = String.contains("out of range").validate(evidence)
""",
    ),
    CatalogEntry(
        catalog="sample",
        identifier="confidence-does-not-tell-members",
        tags=("Tabular", "NLP", "LLM"),
        quality_attribute="Privacy",
        description="How well the model's confidence tells examples that it was trained on from others.",
        inputs="A function that returns the confidence of a prediction; examples of the training data, and others like them.",
        output="Real: 0.5 if confidence tells nothing, 1 if it gives away who was in the training data. "
        "It is the simplest such attack: passing it does not prove privacy.",
        code="""\
from mlte.evidence.types.real import Real
from mlte.measurement.external_measurement import ExternalMeasurement

# Put your model's confidence here, and examples that were and were not trained on.
confidence = lambda x: 1 / (1 + abs(x))
members, others = [1, 2, 3, 4], [1, 2, 3, 4]


def advantage(confidence, members, others):
    pairs = [(confidence(member), confidence(other)) for member in members for other in others]
    wins = sum((a > b) + (a == b) / 2 for a, b in pairs)
    return wins / len(pairs)


measurement = ExternalMeasurement("confidence does not tell members", Real, advantage)
evidence = measurement.evaluate(confidence, members, others)
result = Real.less_or_equal_to(0.6).validate(evidence)
""",
    ),
)
