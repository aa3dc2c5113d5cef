"""One folder a platform, found by its name and imported only when it is configured."""
