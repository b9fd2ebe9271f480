"""POST /api/svc/v1/data-directories/files - list what lies in a folder (ListDataDirectoryFiles)."""

from cairn.access.decision import Permission
from cairn.composition import data_directories
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.uploads import FILES_PAGE, FileList, ListFilesRequest
from cairn.permissions import Caller

registry = data_directories()


@endpoint(needs=Permission.IDENTITY)
def handler(request: ListFilesRequest, caller: Caller) -> FileList:
    """Return a page of files and folders as they are now."""
    asked = request.body
    limit = min(asked.limit or FILES_PAGE, FILES_PAGE)
    found, after = registry.children(caller, asked.id, asked.path or "", limit, asked.page_token)
    return FileList.of(found, limit, after)
