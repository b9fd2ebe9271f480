"""DELETE /api/svc/v1/data-directories/files - delete files of a data directory (DeleteDataDirectoryFiles)."""

from cairn.access.decision import Permission
from cairn.composition import data_directories
from cairn.faces.truefoundry.data_directories import DeleteFilesRequest
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.models import Empty
from cairn.permissions import Caller

registry = data_directories()


@endpoint(needs=Permission.IDENTITY)
def handler(request: DeleteFilesRequest, caller: Caller) -> Empty:
    """Delete files; those that are not there are fine."""
    registry.delete_files(caller, request.body.id, request.body.paths)
    return Empty()
