"""What stands on a web page: its blocks of text, its metadata, its walls."""
