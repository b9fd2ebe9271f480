"""GET /api/svc/v1/prompt-versions."""

import json

from contract.truefoundry.forms import PROMPT
from contract.truefoundry.shared_lists import ListingVersions


class TestPromptVersions(ListingVersions):
    """Versions of prompts."""

    form = PROMPT

    def test_a_page_that_would_not_fit_an_answer_ends_early_and_goes_on_behind_it(self, platform, name):
        for number in range(22):
            messages = [{"role": "user", "content": f"{number} " + '"' * 150_000}]
            platform.publish(PROMPT, name, messages=messages)
        found: list[int] = []
        while True:
            answer = platform.http.get("/api/svc/v1/prompt-versions", params={"name": name, "offset": len(found)})
            assert answer.status_code == 200
            assert len(json.dumps(answer.text)) < 6_000_000
            page = [one["manifest"]["version"] for one in answer.json()["data"]]
            if not page:
                break
            found += page
        assert found == list(range(22, 0, -1))
