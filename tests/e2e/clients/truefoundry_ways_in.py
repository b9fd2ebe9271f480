"""TrueFoundry's published SDK and client, signing in: run in their own environment, prints what happened as JSON.

Reads BASE_URL and PASSWORD; the user is ada.
"""

import json
import os

import requests
from truefoundry_sdk import TrueFoundry
from truefoundry_sdk.core.api_error import ApiError

BASE, PASSWORD = os.environ["BASE_URL"], os.environ["PASSWORD"]
form = {"grant_type": "password", "username": "ada", "password": PASSWORD}
signed_in = requests.post(f"{BASE}/api/token", data=form, timeout=30).json()["access_token"]

tokens = TrueFoundry(base_url=BASE, api_key=signed_in).personal_access_tokens
made = tokens.create(name="laptop", expiration_date="2999-12-31").token
tokens.create(name="ci-job")
names = [token.manifest.name for token in tokens.list(limit=1)]

# The client with its start-up calls, once with each sort of key.
users = []
for key in (made, signed_in):
    os.environ |= {"TFY_HOST": BASE, "TFY_API_KEY": key}
    from truefoundry.common.session import Session

    users.append(Session.new().user_info.dict())


def refused(key):
    """The status and sentence of asking with a key that is none any more."""
    try:
        list(TrueFoundry(base_url=BASE, api_key=key).personal_access_tokens.list())
    except ApiError as error:
        return [error.status_code, error.body]
    return None


first = next(iter(tokens.list(name_search_query="lap")))
tokens.delete(id=first.id)
left = [token.manifest.name for token in tokens.list()]
tokens.revoke_all(email="ada")
print(json.dumps({"made": made, "names": names, "users": users, "left": left, "none": refused("tfy_nobodys")}))
