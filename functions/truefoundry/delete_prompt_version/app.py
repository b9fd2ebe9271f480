"""DELETE /api/svc/v1/prompt-versions/{id} - delete a version of a prompt (DeletePromptVersion)."""

from cairn.access.decision import Permission
from cairn.composition import artifacts
from cairn.faces.truefoundry import forms
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.models import Empty
from cairn.faces.truefoundry.publishing import IdPath
from cairn.permissions import Caller

registry = artifacts()


@endpoint(needs=Permission.IDENTITY)
def handler(request: IdPath, caller: Caller) -> Empty:
    """Delete the version, for all faces; its files are swept."""
    registry.delete(caller, forms.PROMPT.kinds, request.id)
    return Empty()
