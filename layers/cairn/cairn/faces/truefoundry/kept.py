"""What a manifest says that nobody here acts upon: kept as it is sent, as long as the clients can read it when it is told.

Their models refuse a whole page of a list for one member that they do not know: so what they would refuse is refused here.
"""

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from cairn.faces.http import Request

Flag = Annotated[bool, Field(strict=True)]
Count = Annotated[int, Field(strict=True)]
Real = Annotated[float, Field(strict=True, allow_inf_nan=False)]


class Kept(Request):
    """A part of a manifest; members that the clients' models do not name are kept as well."""

    model_config = ConfigDict(frozen=True, extra="allow", defer_build=True)

    def told(self) -> dict[str, Any]:
        """Return it as it was sent, without nulls: where clients take none, they take nothing."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)


class Environment(Kept):
    """What a model needs to run."""

    python_version: str | None = None
    pip_packages: list[str] | None = None


class PlainFramework(Kept):
    """A framework of which only the name is said."""

    type: Literal[
        "tensorflow", "pytorch", "keras", "lightgbm", "fastai", "h2o", "onnx", "spacy", "statsmodels", "gluon", "paddle"
    ]


class TransformersFramework(Kept):
    """Transformers, and its kin."""

    type: Literal["transformers"]
    library_name: Literal["transformers", "sentence-transformers", "diffusers"] | None = None
    pipeline_tag: str | None = None
    base_model: str | None = None


class XgBoostSchema(Kept):
    """What goes into a model, and what comes out."""

    infer_method_name: Literal["predict"]
    inputs: list[dict[str, Any]]
    outputs: list[dict[str, Any]]


class SklearnSchema(XgBoostSchema):
    """What goes into a model, and what comes out."""

    infer_method_name: Literal["predict", "predict_proba"]  # type: ignore[assignment]


class SklearnFramework(Kept):
    """Scikit-learn."""

    type: Literal["sklearn"]
    model_filepath: str | None = None
    serialization_format: Literal["cloudpickle", "joblib", "pickle"] | None = None
    model_schema: SklearnSchema | None = None


class XgBoostFramework(Kept):
    """XGBoost."""

    type: Literal["xgboost"]
    model_filepath: str | None = None
    serialization_format: Literal["cloudpickle", "joblib", "pickle", "json"] | None = None
    model_schema: XgBoostSchema | None = None


Framework = Annotated[PlainFramework | TransformersFramework | SklearnFramework | XgBoostFramework, Field(discriminator="type")]
