"""POST /api/import - tell where the ZIP of a model that is to be imported can be put (PrepareImport)."""

from cairn.access.decision import Permission
from cairn.composition import model_archives
from cairn.faces.http import Nothing
from cairn.faces.mlte.archives import Upload
from cairn.faces.mlte.http import endpoint
from cairn.permissions import Caller

registry = model_archives()


@endpoint(needs=Permission.CREATE)
def handler(request: Nothing, caller: Caller) -> Upload:
    """Sign a URL; nothing is written."""
    return Upload.of(*registry.prepare(caller))
