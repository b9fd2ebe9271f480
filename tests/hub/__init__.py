"""A hub and a forge for tests and demonstrations: small, on 127.0.0.1, in the shapes of Hugging Face's and GitHub's APIs."""
