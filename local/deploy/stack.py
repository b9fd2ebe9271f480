"""A deployed stack, as CloudFormation describes it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from local.aws import Clients


@dataclass(frozen=True)
class Stack:
    """The translated template, which of its resources were to be made, and what they are called."""

    template: Mapping[str, Any]
    parameters: Mapping[str, str]
    physical: Mapping[str, str]
    statuses: Mapping[str, str]

    def wanted(self) -> dict[str, dict[str, Any]]:
        """Resources whose condition holds, by logical id."""
        return {
            name: resource
            for name, resource in self.template["Resources"].items()
            if "Condition" not in resource or self.holds(resource["Condition"])
        }

    def of_type(self, kind: str) -> dict[str, dict[str, Any]]:
        """Properties of the wanted resources of one type, by logical id."""
        return {name: one.get("Properties", {}) for name, one in self.wanted().items() if one["Type"] == kind}

    def holds(self, condition: str) -> bool:
        """Whether a condition of the template holds under the stack's parameters."""
        return bool(self._value(self.template["Conditions"][condition]))

    def _value(self, expression: Any) -> Any:
        if not isinstance(expression, dict):
            return expression
        [(function, argument)] = expression.items()
        if function == "Ref":
            return self.parameters[argument]
        if function == "Condition":
            return self.holds(argument)
        values = [self._value(one) for one in argument]
        if function == "Fn::Equals":
            return values[0] == values[1]
        return {"Fn::And": all(values), "Fn::Or": any(values), "Fn::Not": not values[0]}[function]


def read(clients: Clients, name: str) -> Stack:
    """Read the stack of this name."""
    cloudformation = clients("cloudformation")
    body = cloudformation.get_template(StackName=name, TemplateStage="Processed")["TemplateBody"]
    template = json.loads(body) if isinstance(body, str) else body
    pages = cloudformation.get_paginator("list_stack_resources").paginate(StackName=name)
    summaries = [one for page in pages for one in page["StackResourceSummaries"]]
    defaults = {key: str(value.get("Default", "")) for key, value in template.get("Parameters", {}).items()}
    described = cloudformation.describe_stacks(StackName=name)["Stacks"][0]
    chosen = {one["ParameterKey"]: one["ParameterValue"] for one in described.get("Parameters", [])}
    return Stack(
        template=template,
        parameters=defaults | chosen,
        physical={one["LogicalResourceId"]: one["PhysicalResourceId"] for one in summaries},
        statuses={one["LogicalResourceId"]: one["ResourceStatus"] for one in summaries},
    )
