"""What happened: events, and the commit that all of one input become."""
