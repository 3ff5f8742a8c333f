"""HTTP over scheduler/: routes, jobs and one web page, on this computer only."""
