"""Cards, links and parents: what is found in texts that anybody may write."""

import io
import json
import zipfile
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.errors import ReviewednessTooLowError
from cairn.ingestion import card, gate, links, parents
from cairn.ingestion.bundle import bundle
from cairn.ingestion.facts import ModelFacts, Snapshot
from cairn.ingestion.licenses import expression_of
from cairn.ingestion.metrics.performance_claims import performance_claims
from cairn.ingestion.rating import rate

HUB = "http://127.0.0.1:9900"


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("https://huggingface.co/Owner/Name", "Owner/Name"), ("https://hf.co/gpt2/", "gpt2"), ("gpt2", "gpt2"), ("a/b", "a/b"),
        ("https://huggingface.co/a/b/tree/main?x=1", "a/b"), (f"{HUB}/a/b", "a/b"),
        ("https://huggingface.co/datasets/a/b", None),
        ("https://example.org/a/b", None), ("https://huggingface.co/", None), ("https://huggingface.co/spaces/a/b", None),
        ("https://huggingface.co/a/..", None), ("https://huggingface.co/datasets", None), ("a/.", None),
    ],
)  # fmt: skip
def test_a_source_names_a_model_of_the_hub_or_does_not(source, found):
    assert links.hub_id(source, HUB) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("released in [this repository](https://github.com/google-research/bert).", ("google-research", "bert")),
        ("with https://github.com/huggingface/transformers, from https://github.com/a/b.git", ("a", "b")),
        ("at HTTPS://GitHub.com/a/b.", ("a", "b")), ("at https://github.com/a/..git, https://github.com/../b", None),
        ("see https://github.com/orgs/a/b", None), ("https://gitlab.com/a/b", None), ("", None),
    ],
)  # fmt: skip
def test_the_repository_of_a_model_is_the_first_that_is_no_tool(text, found):
    assert links.linked_repository([text]) == found


@pytest.mark.parametrize(
    ("url", "found"),
    [("https://github.com/a/b.git", ("a", "b")), ("github.com/a/b/tree/main", ("a", "b")),
     ("git@github.com:a/b.git", ("a", "b")),
     ("https://GitHub.com/Acme/Reviewed", ("Acme", "Reviewed")), ("HTTPS://WWW.GITHUB.COM/a/b/", ("a", "b")),
     ("https://github.com/../user", None), ("https://github.com/a/..git", None), ("https://github.com/a/.git", None),
     ("https://github.com/./b", None), ("https://github.com/a/%2e%2e", None), ("https://github.com/a/b\n", ("a", "b")),
     ("https://github.com/a", None), ("https://evil.example/github.com/a/b", None), ("https://github.com/a/..", None)],
)  # fmt: skip
def test_a_project_is_named_by_the_url_of_its_repository(url, found):
    assert links.repository(url) == found


@pytest.mark.parametrize(
    "front",
    ["a: [unclosed", "- a list", "x: &a [1]\ny: *a", "\x00", "a: " + "b" * 70_000,
     'a: !!int ""', "a: !!bool x", "a: !!timestamp x", 'a: "\\UFFFFFFFF"', "? 0x" + "f" * 60_000 + "\n: 1"])  # fmt: skip
def test_front_matter_that_is_no_mapping_is_left_out_and_said(front):
    read = card.read(f"---\n{front}\n---\n# Body\n")
    assert (read.front, read.is_malformed) == ({}, True)
    assert "# Body" in read.body


def test_texts_are_what_can_be_kept():
    assert [*card.texts([" a ", "", 1, "b\ud800", "\udfff", None])] == ["a", "b"]


@given(st.text())
def test_any_text_is_a_card(text):
    read = card.read(f"---\n{text}\n---\n{text}")
    assert json.dumps(read.front) is not None
    _ = read.headings, read.code("python"), read.prose


MEGABYTE = 1_000_000
HOSTILE = {
    "fences that nothing closes": "```a\n" * (MEGABYTE // 5),
    "fences of every length": "".join("`" * length + "a\n" for length in range(1_400, 3, -1)),
    "a fence of one line": "`" * MEGABYTE,
    "a row without end": "|" + "1" * MEGABYTE,
    "rows without end": "|1 \n" * (MEGABYTE // 4),
    "a heading that may end anywhere": "# " + "# " * (MEGABYTE // 2) + "x",
    "empty lines": "\n" * MEGABYTE + "|",
    "front matter that may end anywhere": "---\n" + "\n---x" * (MEGABYTE // 5),
    "dashes and blanks": "---" + " " * MEGABYTE,
    "links": "https://github.com/huggingface/transformers " * (MEGABYTE // 44),
    "papers": "doi.org/10." + "1" * MEGABYTE,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_card_that_was_made_to_be_slow_is_rated_like_any(text):
    # Each takes well under a second where every line is looked at once, and hours where some are looked at for each other.
    readme = f"# E\n{text}\n\n| 1 |\n| 2.5 % |\n## Limits\n```python\nx = 1\n```\n"
    rating = rate("x", Snapshot(model=ModelFacts(id="a/b"), readme=readme), [])
    assert rating.explanations["ramp_up_time"]["facts"]["examples"] >= 0
    assert links.linked_repository([readme]) is None


def test_a_card_falls_into_blocks_headings_and_prose():
    lines = ["# One #", "   ```Python x", "a", "## no heading", "````", "## Two", "~~~", "```", "~~~", "#none", "```sh", "open"]
    read = card.read("\n".join(lines))
    assert (read.code("python"), read.code(""), read.code("sh")) == (["a\n## no heading\n"], ["```\n"], [])
    assert read.headings == ["one", "two"]
    assert read.prose.split("\n") == ["# One #", "", "## Two", "", "#none", "```sh", "open"]


def test_a_card_is_read_whatever_its_lines_end_with():
    read = card.read("\ufeff---\r\nlicense: mit\r\n---\r\n# One\r\n```python\r\na\r\n```\r\n")
    assert (read.front, read.headings, read.code("python")) == ({"license": "mit"}, ["one"], ["a\n"])
    assert card.read("---\rlicense: mit\r---\r").front == {"license": "mit"}


@pytest.mark.parametrize(
    ("row", "is_counted"),
    [("| F1 | 84.6 | x |", True), ("  |9 %|", True), ("| a | b |", False), ("a | 1 |", False), ("| 1a |", False), ("|", False)],
)
def test_a_row_of_numbers_has_a_cell_that_ends_in_one(row, is_counted):
    claims = performance_claims(Snapshot(model=ModelFacts(id="a/b"), readme=f"{row}\n{row}"))
    assert claims.score == (0.2 if is_counted else 0)


def test_an_id_or_a_licence_of_any_length_is_none():
    endless = ModelFacts(id="a/b", card={"base_model": "a/" + "b" * 9_999, "datasets": ["c" * 9_999], "license": "m" * 9_999})
    assert (parents.base_models(endless, {}), parents.dataset_ids(endless)) == ((), ())
    assert expression_of(endless) == "other"


def test_parents_come_from_card_tags_and_config_each_once_and_never_the_model_itself():
    model = ModelFacts(
        id="me/model",
        card={"base_model": ["a/b", "me/model"]},
        tags=("base_model:a/b", "base_model:finetune:c/d", "dataset:e/f"),
    )
    assert parents.base_models(model, {"_name_or_path": "x/y"}) == ("a/b", "c/d", "x/y")
    assert parents.base_models(ModelFacts(id="x"), {"_name_or_path": "./checkpoint/last"}) == ()
    assert parents.dataset_ids(model) == ("e/f",)
    many = ModelFacts(id="x", card={"base_model": [f"a/{number}" for number in range(99)]})
    assert len(parents.parents(Snapshot(model=many))) == parents.PARENT_LIMIT


@pytest.mark.parametrize(
    ("named", "tags", "found"),
    [
        ("bert-base-uncased", ["google-bert/bert-base-uncased"], ("google-bert/bert-base-uncased",)),
        ("facebook/Opt-1", ["finetune:meta/opt-1"], ("meta/opt-1",)),
        (["a/x", "b/x"], ["a/x", "b/x"], ("a/x", "b/x")),
        ("gpt2", ["a/other"], ("gpt2", "a/other")),
    ],
)
def test_a_base_model_is_known_by_the_name_that_it_has_now(named, tags, found):
    model = ModelFacts(id="me/model", card={"base_model": named}, tags=tuple(f"base_model:{tag}" for tag in tags))
    assert parents.base_models(model, {}) == found


def test_an_adapter_comes_from_what_it_adapts():
    assert parents.base_models(ModelFacts(id="me/lora", adapted="meta/llama"), {}) == ("meta/llama",)
    assert parents.base_models(ModelFacts(id="me/lora", adapted="./checkpoints/llama"), {}) == ()


@pytest.mark.parametrize(("score", "passes"), [(0.5, True), (0.49999, False), (0.0, False), (1.0, True)])
def test_the_gate_lets_in_what_reaches_its_threshold(score, passes):
    if passes:
        gate.check(score, 0.5)
        return
    with pytest.raises(ReviewednessTooLowError) as refusal:
        gate.check(score, 0.5)
    assert str(refusal.value) == f"Ingest rejected: reviewedness={int(score * 100) / 100:.2f} < 0.50"


@pytest.mark.parametrize(("license_", "has_card"), [("MIT", True), ("CC-BY-NC-4.0", True), ("llama2", False), ("", False)])
def test_a_bundle_is_the_same_bytes_each_time_and_has_the_card_where_its_licence_allows(license_, has_card):
    snapshot = Snapshot(model=ModelFacts(id="a/b", revision="1"), readme="# Card")

    def packed():
        return bundle("https://huggingface.co/a/b", snapshot, rate("b", snapshot, []), (), license_)

    first = packed()
    assert first == packed()
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    told = json.loads(members.pop("manifest.json"))["members"]
    assert {name: one["sha256"] for name, one in told.items()} == {
        name: sha256(text).hexdigest() for name, text in members.items()
    }
    assert ("README.md" in members) == has_card
    assert members["source_url.txt"] == b"https://huggingface.co/a/b\n"
