"""Each metric on named cases, both ways; docs/metrics.md has the formulas."""

from dataclasses import replace

import pytest

from cairn.ingestion.facts import Change, CodeFacts, DatasetFacts, File, ModelFacts, Result, Snapshot
from cairn.ingestion.metrics.bus_factor import bus_factor
from cairn.ingestion.metrics.code_quality import code_quality, worth_reading
from cairn.ingestion.metrics.dataset_and_code_score import dataset_and_code_score
from cairn.ingestion.metrics.dataset_quality import dataset_quality
from cairn.ingestion.metrics.license import license as license_metric
from cairn.ingestion.metrics.net_score import WEIGHTS, net_score, own_score
from cairn.ingestion.metrics.performance_claims import performance_claims
from cairn.ingestion.metrics.ramp_up_time import ramp_up_time
from cairn.ingestion.metrics.reproducibility import reproducibility
from cairn.ingestion.metrics.reviewedness import community, is_settled, reviewedness
from cairn.ingestion.metrics.size_score import size_score, total_bytes, weights_bytes
from cairn.ingestion.metrics.tree_score import tree_score
from cairn.ingestion.rating import METRICS, rate

NOBODYS = Snapshot(model=ModelFacts(id="owner/name"))


def code(**facts):
    return replace(NOBODYS, code=CodeFacts(url="https://github.com/a/b", **facts))


def reviewed(outcomes):
    """Changes that were reviewed (y), not reviewed (n), or not looked at (?)."""
    meant = {"y": True, "n": False, "?": None}
    return tuple(Change(number, "ada", meant[outcome]) for number, outcome in enumerate(outcomes))


@pytest.mark.parametrize(
    ("likes", "downloads", "low", "high"),
    [(0, 0, 0, 0), (2, 30, 0.1, 0.2), (0, 10**9, 0.3, 0.3), (50, 20_000, 0.45, 0.55), (1_000, 10**6, 0.8, 0.8),
     (10**6, 10**9, 0.8, 0.8)],
)  # fmt: skip
def test_community_counts_likes_over_downloads_on_a_log_scale(likes, downloads, low, high):
    found = community(ModelFacts(id="x", likes=likes, downloads=downloads), None).score
    assert low <= found <= high


def test_either_kind_of_strong_evidence_is_enough_and_neither_is_not():
    loved = replace(NOBODYS, model=ModelFacts(id="x", likes=2_000, downloads=10**7))
    assert reviewedness(loved).score >= 0.5
    assert reviewedness(code(changes=reviewed("yyyyy"))).score >= 0.5
    assert reviewedness(code(changes=reviewed("ynnnn"))).score < 0.5
    assert reviewedness(code(changes=reviewed("??"))).score == 0
    assert reviewedness(NOBODYS).score == 0


def test_weak_evidence_of_both_kinds_adds_up():
    both = replace(code(changes=reviewed("ynn")), model=ModelFacts(id="x", likes=30, downloads=5_000))
    assert reviewedness(both).score > max(reviewedness(code(changes=reviewed("ynn"))).score, 0.4)


def test_one_approved_change_proves_less_than_five():
    assert reviewedness(code(changes=reviewed("y"))).score < reviewedness(code(changes=reviewed("yyyyy"))).score


def test_downloads_alone_never_pass_the_gate():
    assert reviewedness(replace(NOBODYS, model=ModelFacts(id="x", downloads=10**12))).score < 0.5
    assert is_settled(0.65)
    assert not is_settled(0.64)


@pytest.mark.parametrize(
    ("contributions", "score"),
    [({"ada": 10}, 0.0), ({"ada": 5, "bob": 5}, 0.5), ({"a": 1, "b": 1, "c": 1, "d": 1, "e": 1}, 0.8),
     ({"ada": 99, "bob": 1}, 0.0198)],
)  # fmt: skip
def test_bus_factor_is_the_spread_of_contributions_not_a_head_count(contributions, score):
    assert bus_factor(code(contributions=contributions)).score == score


def test_without_a_repository_there_is_no_bus_factor_and_a_reason():
    assert (bus_factor(NOBODYS).score, bool(bus_factor(NOBODYS).reason)) == (0, True)
    assert bus_factor(code()).reason == "the linked repository has no contributors"


CARD = """# A model

## Intended use
It sorts things.
## Limitations
Some.
## Training data
Much.
## Evaluation

```python
from transformers import pipeline
sort = pipeline("text-classification", model="owner/name")
```
"""


def test_a_card_that_tells_much_is_quicker_to_start_with_than_a_bare_one():
    told = replace(NOBODYS, readme=CARD, model=ModelFacts(id="owner/name", task="x", library="y"))
    assert ramp_up_time(told).score > 0.7
    assert ramp_up_time(replace(NOBODYS, readme="a model")).score < 0.1
    assert ramp_up_time(NOBODYS).reason


def test_claims_count_when_they_can_be_looked_up():
    sourced = Result("sst2", "accuracy", has_value=True, has_source=True)
    backed = replace(NOBODYS, model=ModelFacts(id="x", results=(sourced,) * 5), readme="see https://arxiv.org/abs/1810.04805")
    assert performance_claims(backed).score == 0.8
    assert performance_claims(replace(NOBODYS, readme="the best model ever, 99 % accuracy")).score == 0
    empty = replace(backed, readme="", model=ModelFacts(id="x", results=(replace(sourced, has_value=False),)))
    assert performance_claims(empty).score == 0


@pytest.mark.parametrize(
    ("stated", "score"),
    [("mit", 1.0), ("apache-2.0", 1.0), ("mpl-2.0", 0.8), ("gpl-3.0", 0.5), ("agpl-3.0", 0.4), ("openrail", 0.3),
     ("llama2", 0.3),      ("cc-by-nc-4.0", 0.1), ("other", 0.0), (None, 0.0), (["mit", "gpl-3.0"], 0.5)],
)  # fmt: skip
def test_a_licence_scores_by_what_it_asks(stated, score):
    assert license_metric(replace(NOBODYS, model=ModelFacts(id="x", card={"license": stated} if stated else {}))).score == score


def test_the_tag_stands_in_for_a_card_without_a_licence():
    assert license_metric(replace(NOBODYS, model=ModelFacts(id="x", tags=("license:mit",)))).score == 1


DATASET = DatasetFacts(id="a/b", downloads=200_000, likes=500, license="mit", has_description=True,
                       tags=("task_categories:x", "language:en", "size_categories:n<1K"))  # fmt: skip


def test_data_and_code_that_can_be_had_count():
    there = replace(code(files=(File("a.py", 900),)), datasets=(DATASET,), datasets_named=("a/b",), readme=CARD)
    assert dataset_and_code_score(there).score == pytest.approx(0.85, abs=0.16)
    named = replace(NOBODYS, datasets_named=("a/b", "c/d"))
    assert dataset_and_code_score(named).score == 0.2
    assert dataset_and_code_score(NOBODYS).reason


def test_a_described_licensed_used_dataset_is_better_than_a_bare_one():
    def with_one(dataset):
        return replace(NOBODYS, datasets=(dataset,), datasets_named=("a/b",))

    assert dataset_quality(with_one(DATASET)).score == 1
    assert dataset_quality(with_one(DatasetFacts(id="a/b"))).score == 0
    assert dataset_quality(with_one(DatasetFacts(id="a/b", license="other"))).score == 0.125
    assert dataset_quality(NOBODYS).reason


KEPT = (File(".github/workflows/t.yml", 9), File("src/m.py", 4_000), File("src/py.typed", 0), File("tests/test_m.py", 3_000),
        File("pyproject.toml", 900), File(".pre-commit-config.yaml", 90))  # fmt: skip


def test_code_with_tests_ci_types_and_small_files_is_kept_well():
    assert code_quality(code(files=KEPT)).score == 1
    heap = code(files=(File("everything.py", 90_000), File("notebook.ipynb", 9_000)))
    assert code_quality(heap).score == 0
    assert code_quality(code(files=(File("README.md", 9),))).reason


def test_annotations_in_the_files_that_were_read_count_as_types():
    untyped = code(files=(File("m.py", 900),), samples={"m.py": "def a(): ...\ndef b() -> int: ...\n"})
    assert code_quality(untyped).parts["typed"] == 0.5
    assert code_quality(replace(untyped, code=replace(untyped.code, samples={"m.py": "def ("}))).parts["typed"] == 0


def test_the_files_worth_reading_are_large_readable_modules():
    files = [File("small.py", 100), File("huge.py", 10**6), File("b.py", 800), File("a.py", 9_000), File("tests/t.py", 9_000)]
    assert worth_reading(files) == ["a.py", "b.py"]


def with_code(*blocks):
    return replace(NOBODYS, readme="\n".join(f"```python\n{block}\n```" for block in blocks))


@pytest.mark.parametrize(
    ("block", "score"),
    [
        ('from transformers import AutoModel\nAutoModel.from_pretrained("owner/name")', 1.0),
        ('from transformers import AutoModel\nAutoModel.from_pretrained("someone/else")', 0.5),
        ('from homemade import AutoModel\nAutoModel.from_pretrained("owner/name")', 0.5),
        ("from transformers import (", 0.0),
        ("print('hello')", 0.0),
        (">>> from transformers import pipeline\n>>> pipeline('x', model='owner/name')\n[{'label': 1}]", 1.0),
        ("!pip install transformers\nfrom transformers import pipeline\npipeline('x', model='owner/name')", 1.0),
    ],
)
def test_demonstration_code_runs_nearly_runs_or_does_not(block, score):
    assert reproducibility(with_code(block)).score == score


def test_demonstration_code_is_never_executed(tmp_path):
    mark = tmp_path / "mark"
    reproducibility(with_code(f"import os\nopen({str(mark)!r}, 'w')\nraise SystemExit"))
    assert not mark.exists()
    assert reproducibility(NOBODYS).reason


def test_code_that_is_deeper_than_a_parser_likes_is_no_code():
    assert reproducibility(with_code("(" * 40_000)).score == 0


def test_one_set_of_weights_is_what_has_to_fit():
    files = (File("model.safetensors", 440 * 10**6), File("tf_model.h5", 536 * 10**6), File("onnx/model.onnx", 9 * 10**9))
    assert weights_bytes(files) == 440 * 10**6
    assert total_bytes(ModelFacts(id="x", files=files, used_bytes=1)) == 976 * 10**6 + 9 * 10**9
    assert weights_bytes((File("a.gguf", 4), File("b.gguf", 9))) == 9
    assert weights_bytes((File("model.safetensors"),)) is None


def test_without_sizes_of_files_a_download_takes_what_the_hub_keeps():
    assert total_bytes(ModelFacts(id="x", files=(File("a.bin"),), used_bytes=7)) == 7
    assert total_bytes(ModelFacts(id="x", files=(File("a.bin"),))) is None


def test_small_models_fit_everywhere_and_large_ones_only_servers():
    small = size_score(replace(NOBODYS, model=ModelFacts(id="x", files=(File("m.safetensors", 60 * 10**6),))))
    large = size_score(replace(NOBODYS, model=ModelFacts(id="x", files=(File("m.safetensors", 17 * 10**9),))))
    assert set(small.devices.values()) == {1.0}
    assert (large.devices["raspberry_pi"], large.devices["desktop_pc"], large.devices["aws_server"]) == (0, 0, 1)
    assert size_score(NOBODYS).judged.reason


def test_a_tree_is_as_good_as_its_ancestors_or_else_as_the_model_itself():
    assert tree_score([0.4, 0.8], 0.1, 2).score == pytest.approx(0.6)
    assert (tree_score([], 0.3, 0).score, tree_score([], 0.3, 0).reason) == (0.3, "")
    assert tree_score([], 0.3, 1).reason


def test_the_weights_of_the_net_score_add_up_and_none_decides_alone():
    assert sum(WEIGHTS.values()) == pytest.approx(1)
    assert max(WEIGHTS.values()) < 0.5
    assert net_score(dict.fromkeys(WEIGHTS, 1.0)).score == 1
    assert own_score({name: 0.5 for name in WEIGHTS if name != "tree_score"}) == 0.5


def test_a_model_of_which_nothing_is_known_is_rated_and_each_zero_has_its_reason():
    rating = rate("x", NOBODYS, [])
    unexplained = [name for name in METRICS if not rating.explanations[name].get("reason")]
    assert unexplained == ["reviewedness"]
    assert (rating.category, rating.scores["net_score"]) == ("unknown", 0)
    assert all(seconds >= 0 for seconds in rating.seconds.values())
