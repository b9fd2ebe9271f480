"""POST /api/svc/v1/artifact-versions/signed-urls - return where to put or get files (GetSignedUrls)."""

from cairn.access.decision import Permission
from cairn.composition import files, staging
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.uploads import SignedUrls, SignedUrlsRequest
from cairn.permissions import Caller
from cairn.records import Kind

downloads = files()
uploads = staging()


@endpoint(needs=Permission.IDENTITY)
def handler(request: SignedUrlsRequest, caller: Caller) -> SignedUrls:
    """Return URLs in the order of the paths: of a published version to read, of a staged one to write."""
    asked = request.body
    if asked.operation == "WRITE":
        return SignedUrls.of(asked.paths, uploads.upload_urls(caller, asked.id, asked.paths))
    return SignedUrls.of(asked.paths, downloads.download_urls(caller, tuple(Kind), asked.id, asked.paths))
