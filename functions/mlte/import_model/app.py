"""POST /api/import/{import_id} - make the model that an uploaded ZIP tells of (ImportModel)."""

from cairn.access.decision import Permission
from cairn.composition import model_archives
from cairn.faces.mlte.archives import Imported, ImportRequest, read_artifact
from cairn.faces.mlte.http import endpoint
from cairn.permissions import Caller

registry = model_archives()


@endpoint(needs=Permission.CREATE)
def handler(request: ImportRequest, caller: Caller) -> Imported:
    """Import the model."""
    return Imported.of(*registry.read(caller, request.import_id, request.body.identifier, read_artifact))
