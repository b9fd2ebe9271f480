"""The local AWS: ministack, made to keep what it acknowledged. The only package that knows ministack by name."""
