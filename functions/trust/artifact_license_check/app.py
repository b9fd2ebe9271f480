"""POST /artifact/model/{id}/license-check - tell whether a model suits a project (ArtifactLicenseCheck)."""

from cairn.access.decision import Permission
from cairn.composition import artifacts
from cairn.errors import CapabilityMissingError
from cairn.faces.trust.http import endpoint
from cairn.faces.trust.licenses import LicenseCheckRequest, LicenseVerdict
from cairn.permissions import Caller
from cairn.records import Kind

registry = artifacts()


@endpoint(needs=Permission.READ)
def handler(request: LicenseCheckRequest, caller: Caller) -> LicenseVerdict:
    """Find the model; comparing licences needs the ingestion that this release does not have."""
    model = registry.retrieve(caller, Kind.MODEL, request.id)
    raise CapabilityMissingError(capability=f"compare the licence of {model.id} with a project's")
