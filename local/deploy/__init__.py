"""Bring the template into an AWS endpoint with the SAM CLI, complete what it drops, and prove that all of it is there."""
