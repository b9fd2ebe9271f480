"""GET /api/model/{model_id}/export - write a model with all that is about it into a ZIP, and tell where it is (ExportModel)."""

from cairn.access.decision import Permission
from cairn.composition import model_archives
from cairn.faces.mlte.archives import Export
from cairn.faces.mlte.documented import ModelPath
from cairn.faces.mlte.http import endpoint
from cairn.permissions import Caller

registry = model_archives()


@endpoint(needs=Permission.READ)
def handler(request: ModelPath, caller: Caller) -> Export:
    """Export the model."""
    return Export.of(registry.write(caller, request.model_id))
