"""Policy text becomes a Policy, or every problem in it with its line and column."""
