"""What says a story in few words. Nothing here is believed before verify()."""
