"""Activities beside lessons: reading rosters, planning, comparing and writing results."""
