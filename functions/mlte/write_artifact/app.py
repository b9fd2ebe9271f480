"""POST /api/model/{model_id}/version/{version_id}/artifact - write a card, evidence, a suite, results or a report (WriteArtifact)."""

from cairn.access.decision import Permission
from cairn.composition import documents
from cairn.faces.mlte.artifacts import BODY_BYTES, WriteArtifactRequest, WriteArtifactResponse
from cairn.faces.mlte.http import endpoint
from cairn.permissions import Caller

registry = documents()


@endpoint(needs=Permission.UPDATE, body_bytes=BODY_BYTES)
def handler(request: WriteArtifactRequest, caller: Caller) -> WriteArtifactResponse:
    """Write the artifact; what `force` replaces stays readable as a revision."""
    new = request.body
    return WriteArtifactResponse.of(
        *registry.write(caller, request.at, new.artifact.draft(), force=new.force, parents=new.parents)
    )
