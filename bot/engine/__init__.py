"""Where jobs run: in this process, or through PgQueuer by any number of workers."""
