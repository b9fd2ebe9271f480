"""PUT /api/svc/v1/prompt-versions."""

from contract.truefoundry.forms import PROMPT, assert_all_refused, told
from contract.truefoundry.shared_publishing import Described


class TestPromptVersion(Described):
    """What prompts share with other forms."""

    form = PROMPT


def test_messages_that_are_none_are_422(platform, name):
    messages = [None, [], "hello", {}, ["hello"], [[]]]
    assert_all_refused(platform, PROMPT, name, [("messages", one) for one in messages])


def test_all_of_a_prompt_is_kept_as_it_was_sent(platform, name):
    said = {
        "messages": [
            {"role": "system", "content": [{"type": "text", "text": "Be \N{SNOWMAN}"}]},
            {"role": "user", "content": ""},
        ],
        "variables": {"topic": "ducks"},
        "model_configuration": {"provider": "openai", "model": "gpt", "parameters": {"temperature": 0.1}},
        "tools": [],
    }
    version = platform.publish(PROMPT, name, **said)
    assert {member: version["manifest"][member] for member in said} == said
    assert told(platform.put(PROMPT, version["manifest"])) == version
    [snippet] = version["usage_code_snippets"]
    assert snippet["code"] == version["usage_code_snippet"]
