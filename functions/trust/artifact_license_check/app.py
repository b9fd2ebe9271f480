"""POST /artifact/model/{id}/license-check - tell whether a model suits a project (ArtifactLicenseCheck)."""

from cairn.access.decision import Permission
from cairn.composition import artifacts, licence_check
from cairn.faces.trust.http import endpoint
from cairn.faces.trust.licenses import LicenseCheckRequest, LicenseVerdict
from cairn.permissions import Caller
from cairn.records import Kind

registry = artifacts()


@endpoint(needs=Permission.READ)
def handler(request: LicenseCheckRequest, caller: Caller) -> LicenseVerdict:
    """Compare the model's licence with that of a GitHub repository: may it be fine-tuned and served there?"""
    model = registry.retrieve(caller, Kind.MODEL, request.id)
    return LicenseVerdict(licence_check().check(model, request.body.github_url).is_compatible)
