"""code_quality: how well the code behind a model is kept, judged from the repository's tree and a few of its files.

Nothing is run. Where no repository is linked, the code that lies beside the weights is judged instead.
"""

import ast
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from cairn.ingestion.facts import File, Snapshot
from cairn.ingestion.metrics.judged import Judged, absent, weighted

WEIGHTS = {"tests": 0.25, "ci": 0.2, "sizes": 0.2, "checked": 0.15, "typed": 0.1, "packaged": 0.1}
"""Tests, and a machine that runs them, say most about whether a change breaks something; then whether files are small
enough to be read; linters, types and declared dependencies follow."""

LONG_FILE = 20_000
"""Bytes of a file that is too long to be understood as one: about 500 lines of 40 characters."""

SHORT_FILE = 500
"""Bytes of a file that is too short to show a style."""

CODE = (
    ".py",
    ".pyi",
    ".c",
    ".cc",
    ".cpp",
    ".cu",
    ".go",
    ".h",
    ".hpp",
    ".java",
    ".js",
    ".jl",
    ".m",
    ".r",
    ".rs",
    ".scala",
    ".ts",
)
_CI = (
    ".github/workflows/",
    ".circleci/",
    ".gitlab-ci.yml",
    ".travis.yml",
    "azure-pipelines.yml",
    "jenkinsfile",
    "tox.ini",
    "noxfile.py",
)
_CHECKS = {".pre-commit-config.yaml", ".flake8", ".pylintrc", "ruff.toml", ".ruff.toml", ".clang-format", ".eslintrc.json",
           ".editorconfig", "clippy.toml", "setup.cfg"}  # fmt: skip
_TYPES = {"py.typed", "mypy.ini", ".mypy.ini", "pyrightconfig.json", "tsconfig.json"}
_PACKAGES = {"pyproject.toml", "setup.py", "setup.cfg", "requirements.txt", "environment.yml", "package.json", "cargo.toml",
             "go.mod", "pom.xml", "cmakelists.txt", "project.toml"}  # fmt: skip
_TYPED_BY_COMPILER = (".go", ".rs", ".java", ".scala", ".ts")


@dataclass(frozen=True, slots=True)
class Style:
    """What a sample of Python files shows."""

    functions: int
    annotated: int

    @property
    def typed(self) -> float:
        """The share of functions whose result is annotated."""
        return self.annotated / self.functions if self.functions else 0.0


def worth_reading(files: Iterable[File]) -> list[str]:
    """Return the Python files that show a repository's style best: the largest that are still readable, tests aside."""
    readable = [file for file in files if SHORT_FILE < (file.size or 0) <= LONG_FILE]
    modules = [file for file in readable if file.path.endswith(".py") and not _is_test(file.path)]
    return [file.path for file in sorted(modules, key=lambda file: (-(file.size or 0), file.path))]


def code_quality(snapshot: Snapshot) -> Judged:
    """Judge tests, continuous integration, file sizes, linters, types and declared dependencies."""
    tree = snapshot.code.files if snapshot.code and snapshot.code.files else snapshot.model.files
    code = [file for file in tree if file.path.lower().endswith(CODE)]
    if not code:
        return absent(snapshot.gaps.get("tree") or snapshot.gaps.get("code") or "the repository has no code")
    style = read_style(snapshot.code.samples if snapshot.code else {})
    paths = [file.path.lower() for file in tree]
    names = {PurePosixPath(path).name for path in paths}
    tests = sum(_is_test(file.path) for file in code)
    short = sum((file.size or 0) <= LONG_FILE for file in code)
    declared = bool(names & _TYPES) or any(path.endswith((".pyi", *_TYPED_BY_COMPILER)) for path in paths)
    parts = {
        # One test file for five others is a suite; more is not asked for.
        "tests": min(1.0, 5 * tests / max(1, len(code) - tests)),
        "ci": float(any(mark in path for path in paths for mark in _CI)),
        "sizes": short / len(code),
        "checked": float(bool(names & _CHECKS)),
        "typed": max(float(declared), style.typed),
        "packaged": float(bool(names & _PACKAGES)),
    }
    facts = {
        "judged": snapshot.code.url if snapshot.code and snapshot.code.files else "the files beside the weights",
        "code_files": len(code),
        "test_files": tests,
        "functions_read": style.functions,
        "functions_annotated": style.annotated,
    }
    return weighted(parts, WEIGHTS, facts)


def read_style(samples: Mapping[str, str]) -> Style:
    """Count the functions of a few Python files and those with annotated results; what does not parse counts as none."""
    functions = annotated = 0
    for text in samples.values():
        for node in _nodes(text):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                functions += 1
                annotated += node.returns is not None
    return Style(functions, annotated)


def _nodes(text: str) -> Sequence[ast.AST]:
    try:
        return list(ast.walk(ast.parse(text)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()


def _is_test(path: str) -> bool:
    parts = PurePosixPath(path.lower()).parts
    name = parts[-1] if parts else ""
    return (
        bool({"test", "tests", "testing"} & set(parts[:-1])) or name.startswith("test_") or "_test." in name or ".test." in name
    )
