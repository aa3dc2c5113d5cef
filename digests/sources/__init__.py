"""Source kinds, one file each: bytes of a feed, sitemap or page to entries."""
