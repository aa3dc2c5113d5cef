"""Articles about one event: grouping, origins, what is new, where outlets differ."""
