"""The datasets of the hub, and the repositories of the forge."""

from __future__ import annotations

from dataclasses import replace

from tests.hub.shapes import Dataset, Repository

_TAGGED = ["task_categories:fill-mask", "language:en", "size_categories:10M<n<100M"]

DATASETS = {
    one.id: one
    for one in [
        Dataset(
            "bookcorpus/bookcorpus",
            331,
            11_402,
            {"license": "other", "pretty_name": "BookCorpus"},
            _TAGGED,
            "Books.",
            1_180_000_000,
        ),
        Dataset("wikimedia/wikipedia", 1_012, 190_554, {"license": ["cc-by-sa-3.0"]}, _TAGGED, "Wikipedia.", 71_800_000_000),
        Dataset(
            "stanfordnlp/sst2", 142, 41_010, {"license": "mit"}, ["language:en"], "The Stanford Sentiment Treebank.", 3_500_000
        ),
        Dataset("acme/crawl", 12, 4_010, {"license": "odc-by"}, ["language:en"], "The web.", 500_000_000, 25_000),
        Dataset("acme/endless", 12, 4_010, {}, [], "On and on. " * 500_000),
    ]
}
RENAMED_DATASETS = {"crawl": "acme/crawl"}

_MODULE = '''"""Tokenization."""


def tokenize(text: str) -> list[str]:
    """Cut a text at its blanks."""
    return text.split()


def detokenize(tokens, sep=" "):
    return sep.join(tokens)
'''

REPOSITORIES = {
    one.name: one
    for one in [
        Repository(
            "google-research/bert",
            "Apache-2.0",
            {"jacobdevlin-google": 42, "eltociear": 6, "cbockman": 5, "iuliaturc": 4, "bot[bot]": 9},
            [90, 101, 115, 120, 130],
            [88, 91],
            {101: ["iuliaturc"], 115: ["cbockman"], 120: ["iuliaturc"], 130: ["eltociear"]},
            {
                "README.md": 50_000,
                "modeling.py": 37_900,
                "tokenization.py": 12_300,
                "run_classifier.py": 34_800,
                "tokenization_test.py": 4_600,
                "modeling_test.py": 9_200,
                "optimization_test.py": 1_700,
                "requirements.txt": 110,
            },
            {"tokenization.py": _MODULE},
        ),
        Repository(
            "openai/gpt-2",
            "MIT",
            {"WuTheFWasThat": 31, "madisonmay": 3, "armaanbhullar": 2},
            [3, 4, 5],
            [],
            {5: ["madisonmay"]},
            {"src/model.py": 6_400, "src/encoder.py": 4_000, "requirements.txt": 50},
        ),
        Repository(
            "summit-lab/classifier",
            "MIT",
            {"ada": 40, "grace": 38, "edsger": 31},
            list(range(1, 13)),
            [20],
            {number: ["grace"] for number in range(3, 13)},
            {
                ".github/workflows/test.yml": 800,
                "pyproject.toml": 900,
                "src/classifier/model.py": 5_200,
                "src/classifier/py.typed": 0,
                "tests/test_model.py": 3_100,
                ".pre-commit-config.yaml": 300,
            },
            {"src/classifier/model.py": _MODULE},
        ),
        Repository("anon123/toy", None, {"anon123": 12}, [1, 2], [], {2: [""]}, {"train.py": 900}),
        Repository("acme/gpl-app", "GPL-3.0", {"ada": 3}),
        Repository("acme/unclear-app", "NOASSERTION", {"ada": 3}),
        Repository("acme/mit-app", "MIT", {"ada": 3}),
        Repository(
            "acme/huge", "MIT", {"ada": 3}, files={f"{'directory/' * 9}module_{number:05}.py": 900 for number in range(30_000)}
        ),
    ]
}


def find_repository(name: str) -> Repository | None:
    """A repository by its name. Under each owner `copy-...` there are all once more, as models are."""
    owner, _, last = name.partition("/")
    if name in REPOSITORIES or not owner.startswith("copy-"):
        return REPOSITORIES.get(name)
    return next((replace(one, name=name) for one in REPOSITORIES.values() if one.name.endswith(f"/{last}")), None)
