"""The questions a policy must answer before people rely on it, one family a module."""
