"""PUT /api/svc/v1/model-versions."""

from contract.truefoundry.forms import FILES, MODEL, assert_all_refused, number, told
from contract.truefoundry.shared_files import Filed


class TestModelVersion(Filed):
    """What models share with other forms."""

    form = MODEL


def test_framework_and_environment_are_kept_without_their_nulls(platform, name):
    framework = {"type": "transformers", "library_name": "transformers", "pipeline_tag": None}
    environment = {"python_version": "3.11", "pip_packages": ["torch==2.3"], "cuda": None}
    version = platform.publish(MODEL, name, framework=framework, environment=environment)
    assert version["manifest"]["framework"] == {"type": "transformers", "library_name": "transformers"}
    assert version["manifest"]["environment"] == {"python_version": "3.11", "pip_packages": ["torch==2.3"]}
    assert (version["metrics"], version["deployable"]) == ([], False)
    changed = told(platform.put(MODEL, version["manifest"] | {"framework": None}))
    assert "framework" not in changed["manifest"]


def test_a_framework_or_environment_that_is_none_is_422_by_its_name(platform, name):
    members = [("framework", "sklearn"), ("framework", []), ("environment", []), ("environment", {"pip_packages": "torch"})]
    assert_all_refused(platform, MODEL, name, members)


PLAIN = (
    "transformers", "tensorflow", "sklearn", "pytorch", "keras", "xgboost", "lightgbm", "fastai", "h2o", "onnx", "spacy",
    "statsmodels", "gluon", "paddle",
)  # fmt: skip
SCHEMA = {"infer_method_name": "predict", "inputs": [{"name": "a", "type": "string"}], "outputs": []}
READABLE = [
    *({"type": name, "mine": [1]} for name in PLAIN),
    *({"type": "transformers", "library_name": one} for one in ("transformers", "sentence-transformers", "diffusers")),
    {"type": "transformers", "pipeline_tag": "text-generation", "base_model": "bert"},
    *({"type": "sklearn", "model_filepath": "m", "serialization_format": one} for one in ("cloudpickle", "joblib", "pickle")),
    {"type": "sklearn", "model_schema": SCHEMA | {"infer_method_name": "predict_proba"}},
    {"type": "xgboost", "model_filepath": "m", "serialization_format": "json", "model_schema": SCHEMA},
]


def test_every_framework_that_clients_read_is_told_as_it_was_sent(platform, name):
    for framework in READABLE:
        assert platform.publish(MODEL, name, framework=framework)["manifest"]["framework"] == framework


def test_a_framework_that_clients_cannot_read_is_422_or_it_would_break_their_lists(platform, name):
    frameworks = [
        {"type": "scikit-learn"}, {"type": "nonsense"}, {"type": None}, {"type": ["sklearn"]}, {},
        {"type": "transformers", "library_name": "zzz"}, {"type": "transformers", "pipeline_tag": 5},
        {"type": "transformers", "base_model": {}}, {"type": "sklearn", "serialization_format": "json"},
        {"type": "sklearn", "model_filepath": []}, {"type": "sklearn", "model_schema": {}},
        {"type": "sklearn", "model_schema": SCHEMA | {"infer_method_name": "zzz"}},
        {"type": "xgboost", "model_schema": SCHEMA | {"infer_method_name": "predict_proba"}},
        {"type": "xgboost", "model_schema": SCHEMA | {"inputs": ["a"]}}, {"type": "xgboost", "serialization_format": "zzz"},
    ]  # fmt: skip
    environments = [{"pip_packages": [1]}, {"python_version": 3.11}, {"python_version": []}]
    members = [("framework", one) for one in frameworks] + [("environment", one) for one in environments]
    assert_all_refused(platform, MODEL, name, members)


def test_a_model_is_a_model_on_the_trust_face_too(platform, name):
    version = platform.log(MODEL, name, FILES)
    read = platform.http.get(f"/artifacts/model/{version['id']}").json()
    assert read["metadata"] == {"name": name, "id": version["id"], "type": "model"}
    assert read["data"]["url"] == version["manifest"]["source"]["uri"]
    assert platform.http.get(f"/artifact/byName/{name}").json() == [read["metadata"]]
    assert platform.http.get(f"/artifact/model/{version['id']}/rate").status_code == 404
    assert platform.http.get(f"/artifact/model/{version['id']}/cost").status_code == 200
    trail = platform.http.get(f"/artifact/model/{version['id']}/audit").json()
    assert [entry["action"] for entry in trail] == ["CREATE"]
    assert platform.http.delete(f"/artifacts/model/{version['id']}").status_code == 200
    assert platform.get(MODEL, version["id"]).status_code == 404
    assert number(platform.publish(MODEL, name)) == 2
