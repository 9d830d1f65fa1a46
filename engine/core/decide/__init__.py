"""Plan, facts and day to events: by time, by figures, by people's acts."""
