"""POST /api/svc/v1/artifact-versions/files - list what lies directly in a directory of a version (ListFiles)."""

from cairn.access.decision import Permission
from cairn.composition import files
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.uploads import FILES_PAGE, FileList, ListFilesRequest
from cairn.permissions import Caller
from cairn.records import Kind

tree = files()


@endpoint(needs=Permission.IDENTITY)
def handler(request: ListFilesRequest, caller: Caller) -> FileList:
    """Return a page of files and directories."""
    asked = request.body
    limit = min(asked.limit or FILES_PAGE, FILES_PAGE)
    found, after = tree.children(caller, tuple(Kind), asked.id, asked.path or "", limit, asked.page_token)
    return FileList.of(found, limit, after)
