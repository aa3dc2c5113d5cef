"""The bundled sample site of `briefbot demo`: invented labs, outlets and people over five days.

Pure: `content.articles(now)` reads the stories, `site.site(now)` makes every byte the outlets
serve, `config.demo_config(base_url)` names the sources. `server.serve` puts a site on loopback.
How to add an article: see articles/README.md.
"""
