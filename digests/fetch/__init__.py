"""The one place that opens connections to addresses from outside."""
