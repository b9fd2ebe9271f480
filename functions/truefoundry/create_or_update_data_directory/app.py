"""PUT /api/svc/v1/data-directories - make or change a data directory (CreateOrUpdateDataDirectory)."""

from cairn.access.decision import Permission
from cairn.composition import data_directories
from cairn.faces.truefoundry.data_directories import DirectoryAnswer, DirectoryRequest, directory_words
from cairn.faces.truefoundry.http import endpoint
from cairn.permissions import Caller

registry = data_directories()
words = directory_words()


@endpoint(needs=Permission.IDENTITY)
def handler(request: DirectoryRequest, caller: Caller) -> DirectoryAnswer:
    """Make or change the data directory that the manifest is about; the same again changes nothing."""
    made = registry.create_or_update(caller, request.body.manifest.draft)
    return DirectoryAnswer(data=words.directory(made))
