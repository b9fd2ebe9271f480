"""checkov finds in template.yaml what .checkov.yaml gives a reason for, and nothing else."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from local import blueprint

pytestmark = pytest.mark.packaging

CHECKOV = blueprint.ROOT / ".venv-checkov" / "bin" / "checkov"
SUPPRESSED = re.compile(r"  - (CKV\w+)  # (.+)")


def suppressions() -> dict[str, str]:
    """Return the reasons by check."""
    lines = (blueprint.ROOT / ".checkov.yaml").read_text().partition("skip-check:\n")[2].splitlines()
    found = [SUPPRESSED.fullmatch(line) for line in lines]
    assert all(found), "each suppression stands on a line of its own, with its reason behind it"
    return {match[1]: match[2] for match in found if match}


def test_each_suppression_has_a_reason() -> None:
    assert {check for check, reason in suppressions().items() if len(reason.split()) < 6} == set()


def test_checkov_finds_what_is_suppressed_and_nothing_else(tmp_path: Path) -> None:
    assert CHECKOV.exists(), "the packaging tests need .venv-checkov: run them by `make test`"
    command = [CHECKOV, "-f", blueprint.TEMPLATE, "--framework", "cloudformation", "--skip-download", "-o", "json"]
    # From another folder and home, so that it finds no configuration, and reports what is suppressed as well.
    done = subprocess.run(
        command, cwd=tmp_path, env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}, capture_output=True, text=True, check=False
    )
    report = json.loads(done.stdout)
    found = {(finding["check_id"], finding["resource"]) for finding in report["results"]["failed_checks"]}
    assert report["results"]["parsing_errors"] == []
    assert report["summary"]["passed"] > 0
    assert not report["results"]["skipped_checks"], "suppressions stand in .checkov.yaml, not in the template"
    assert {check for check, _ in found} == set(suppressions()), sorted(found)
