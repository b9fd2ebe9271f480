"""Print what SAM's translator makes of a template. For the SAM CLI's own Python, which has the translator."""

import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from samcli.yamlhelper import yaml_parse
from samtranslator.translator.transform import transform


def translated(text: str) -> dict[str, Any]:
    """Translate, with the parameters' defaults and as if everything were uploaded."""
    template = yaml_parse(text)
    for resource in template["Resources"].values():
        properties = resource.get("Properties", {})
        for name in {"CodeUri", "ContentUri"} & set(properties):
            properties[name] = f"s3://bucket/{properties[name]}"
    parameters = {name: declared.get("Default", "") for name, declared in template["Parameters"].items()}
    lists = {name for name, declared in template["Parameters"].items() if "List" in declared["Type"]}
    values = {name: value.split(",") if name in lists else value for name, value in parameters.items()}
    result: dict[str, Any] = transform(template, values, SimpleNamespace(load=dict))
    return result


if __name__ == "__main__":
    json.dump(translated(Path(sys.argv[1]).read_text()), sys.stdout)
