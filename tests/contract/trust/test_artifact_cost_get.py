"""GET /artifact/{artifact_type}/{id}/cost."""

import pytest

from contract.conftest import UNKNOWN, detail


@pytest.mark.parametrize("dependency", ["true", "false"])
def test_a_size_that_nobody_knows_is_not_given_as_zero(client, register, dependency):
    registered = register()
    answer = client.get(f"/artifact/dataset/{registered['metadata']['id']}/cost", params={"dependency": dependency})
    assert answer.status_code == 404
    assert "not known" in detail(answer)


@pytest.mark.parametrize("dependency", ["maybe", "", "2"])
def test_a_malformed_question_is_400(client, register, dependency):
    registered = register()
    answer = client.get(f"/artifact/dataset/{registered['metadata']['id']}/cost", params={"dependency": dependency})
    assert answer.status_code == 400


@pytest.mark.parametrize(("path", "status"), [(f"dataset/{UNKNOWN}", 404), ("dataset/a_b", 400), (f"thing/{UNKNOWN}", 400)])
def test_what_is_not_there_is_said(client, path, status):
    assert client.get(f"/artifact/{path}/cost").status_code == status
