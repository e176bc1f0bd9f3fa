"""Controls that know kinds of values, not registers."""
