"""GET /api/svc/v1/session."""

from contract.truefoundry.conftest import TOKENS, V1, made, refusal
from contract.truefoundry.forms import ARTIFACT, MODEL


def test_who_is_signed_in_is_told_in_the_apis_own_names(client):
    answer = client.get("/api/svc/v1/session")
    assert answer.status_code == 200
    user = answer.json()["user"]
    assert set(user) == {"id", "email", "username", "tenantName", "isAdmin", "subject"}
    assert user["subject"] == {
        "subjectId": user["username"], "subjectType": "user", "subjectSlug": user["username"],
        "subjectDisplayName": user["username"],
    }  # fmt: skip


def test_it_is_the_caller_by_either_sort_of_token(required):
    ada, root = required.person("\U0001f986'; DROP TABLE"), required.admin()
    told = ada.http.get("/api/svc/v1/session").json()["user"]
    assert (told["id"], told["username"], told["isAdmin"]) == (ada.user.id, ada.name, False)
    made = ada.http.post(TOKENS, json={"name": "program"}).json()["token"]
    assert required.client(authorization=f"Bearer {made}").get("/api/svc/v1/session").json()["user"] == told
    assert root.http.get("/api/svc/v1/session").json()["user"]["isAdmin"]


def test_all_that_one_makes_tells_the_subject_of_the_session(required, join, repo_manifest, repo_name):
    ada = required.person("ada")
    subject = made(ada.http.get(f"{V1}/session"))["user"]["subject"]
    repo = made(ada.http.put(f"{V1}/ml-repos", json={"manifest": repo_manifest}))["data"]
    run = made(ada.http.post(f"{V1}/runs", json={"experiment_id": repo["id"], "name": "svm"}))["run"]["info"]
    said = {"type": "data-dir", "name": "images", "ml_repo": repo_name, "metadata": {}, "source": {"type": "truefoundry"}}
    directory = made(ada.http.put(f"{V1}/data-directories", json={"manifest": said}))["data"]
    version = join(ada).publish(ARTIFACT, "a", ml_repo=repo_name)
    model = join(ada).publish(MODEL, "m", ml_repo=repo_name)
    family = made(ada.http.get(f"{V1}/models/{model['model_id']}"))["data"]
    assert [one["created_by_subject"] for one in (repo, run, directory, version, model, family)] == [subject] * 6


def test_a_stranger_is_401_in_the_form_that_the_client_reads(required):
    answer = required.client().get("/api/svc/v1/session")
    assert answer.status_code == 401
    assert refusal(answer)
    assert answer.headers["www-authenticate"] == "Bearer"
