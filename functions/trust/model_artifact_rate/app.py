"""GET /artifact/model/{id}/rate - return a model's rating (ModelArtifactRate)."""

from cairn.access.decision import Permission
from cairn.composition import artifacts
from cairn.errors import RatingMissingError
from cairn.faces.trust.http import endpoint
from cairn.faces.trust.models import ModelPath
from cairn.faces.trust.rating import ModelRating
from cairn.permissions import Caller
from cairn.records import Kind

registry = artifacts()


@endpoint(needs=Permission.READ)
def handler(request: ModelPath, caller: Caller) -> ModelRating:
    """Return the rating that was made when the model was ingested."""
    model = registry.retrieve(caller, Kind.MODEL, request.id)
    if model.rating is None:
        raise RatingMissingError(id=model.id)
    return ModelRating.model_validate(model.rating)
