"""GET /api/svc/v1/data-directories/{id} - return a data directory (GetDataDirectory)."""

from cairn.access.decision import Permission
from cairn.composition import data_directories
from cairn.faces.truefoundry.data_directories import DirectoryAnswer, directory_words
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.publishing import IdPath
from cairn.permissions import Caller

registry = data_directories()
words = directory_words()


@endpoint(needs=Permission.IDENTITY)
def handler(request: IdPath, caller: Caller) -> DirectoryAnswer:
    """Return a data directory."""
    return DirectoryAnswer(data=words.directory(registry.get(caller, request.id)))
