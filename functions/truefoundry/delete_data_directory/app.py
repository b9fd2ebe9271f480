"""DELETE /api/svc/v1/data-directories/{id} - delete a data directory (DeleteDataDirectory)."""

from cairn.access.decision import Permission
from cairn.composition import data_directories
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.models import Empty
from cairn.faces.truefoundry.publishing import IdPath
from cairn.permissions import Caller

registry = data_directories()


@endpoint(needs=Permission.IDENTITY)
def handler(request: IdPath, caller: Caller) -> Empty:
    """Delete a data directory; its files are swept, whatever `delete_contents` says: nobody could reach them."""
    registry.delete(caller, request.id)
    return Empty()
