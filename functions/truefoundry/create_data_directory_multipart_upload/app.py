"""POST /api/svc/v1/data-directories/signed-urls/multipart - begin an upload in parts (CreateDataDirectoryMultipartUpload)."""

from cairn.access.decision import Permission
from cairn.composition import data_directories
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.uploads import MultipartAnswer, MultipartRequest
from cairn.permissions import Caller

registry = data_directories()


@endpoint(needs=Permission.IDENTITY)
def handler(request: MultipartRequest, caller: Caller) -> MultipartAnswer:
    """Return a URL for each part, and one that the list of parts is posted to."""
    asked = request.body
    return MultipartAnswer.of(asked.path, registry.multipart(caller, asked.id, asked.path, asked.num_parts))
