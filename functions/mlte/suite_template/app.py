"""GET /api/model/{model_id}/version/{version_id}/artifact/{artifact_id}/suite_template - begin a test suite from a card (SuiteTemplate)."""

from cairn.access.decision import Permission
from cairn.composition import documents
from cairn.core.suite_templates import template_of
from cairn.faces.mlte.artifacts import ArtifactPath, SuiteTemplate
from cairn.faces.mlte.http import endpoint
from cairn.permissions import Caller

registry = documents()


@endpoint(needs=Permission.READ)
def handler(request: ArtifactPath, caller: Caller) -> SuiteTemplate:
    """Return Python code, with a test case for each quality scenario of the card."""
    return SuiteTemplate(template_of(*registry.read(caller, request.at, request.artifact_id)))
