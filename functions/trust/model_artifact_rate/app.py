"""GET /artifact/model/{id}/rate - return a model's rating (ModelArtifactRate)."""

from cairn.access.decision import Permission
from cairn.composition import artifacts
from cairn.faces.trust.http import endpoint
from cairn.faces.trust.rating import ModelArtifactRateRequest, ModelRating
from cairn.permissions import Caller

registry = artifacts()


@endpoint(needs=Permission.READ)
def handler(request: ModelArtifactRateRequest, caller: Caller) -> ModelRating:
    """Return the rating that was made when the model was ingested, with `explain=true` also how each score came about."""
    return ModelRating.of(registry.rating(caller, request.id), explain=request.explain)
