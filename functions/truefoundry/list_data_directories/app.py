"""GET /api/svc/v1/data-directories - list data directories (ListDataDirectories)."""

from cairn.access.decision import Permission
from cairn.faces.truefoundry.data_directories import Directories, ListDirectoriesRequest, directory_words
from cairn.faces.truefoundry.http import endpoint
from cairn.permissions import Caller

words = directory_words()


@endpoint(needs=Permission.IDENTITY)
def handler(request: ListDirectoriesRequest, caller: Caller) -> Directories:
    """Return a page of those that are asked for and seen, newest first."""
    return words.page(caller, request)
