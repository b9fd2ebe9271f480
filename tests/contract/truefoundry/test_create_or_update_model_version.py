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
