"""POST /api/svc/v1/data-directories/signed-urls - return where to put or get its files (GetDataDirectorySignedUrls)."""

from cairn.access.decision import Permission
from cairn.composition import data_directories
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.uploads import SignedUrls, SignedUrlsRequest
from cairn.permissions import Caller

registry = data_directories()


@endpoint(needs=Permission.IDENTITY)
def handler(request: SignedUrlsRequest, caller: Caller) -> SignedUrls:
    """Return URLs in the order of the paths."""
    asked = request.body
    urls = registry.upload_urls if asked.operation == "WRITE" else registry.download_urls
    return SignedUrls.of(asked.paths, urls(caller, asked.id, asked.paths))
