"""An API Gateway HTTP API on a bare loopback address, over any endpoint that has CloudFormation and Lambda Invoke.

What it imitates was taken from AWS's pages on payload format 2.0, route evaluation, CORS and quotas; it knows
nothing of the emulator behind it.
"""
