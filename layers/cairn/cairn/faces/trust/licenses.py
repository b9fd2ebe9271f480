"""The trust face's licence check."""

from pydantic import RootModel

from cairn.faces.http import Answer, Request
from cairn.faces.trust.models import ModelPath, Text


class LicenseQuestion(Request):
    """The body of a licence check."""

    github_url: Text


class LicenseCheckRequest(ModelPath):
    """A licence check of a model against a project."""

    body: LicenseQuestion


class LicenseVerdict(Answer, RootModel[bool]):
    """May the model be fine-tuned and served inside the project?"""
