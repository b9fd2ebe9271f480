"""The TrueFoundry API: artifact versions, and what its clients need around them."""
