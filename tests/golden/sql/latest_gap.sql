-- Time between the last two clicks.
-- current(gap_us), over the session
-- unit seconds, scope session, clock second
WITH plain AS (
  SELECT
    ord,
    gap_us,
    time_precision
  FROM visits
)
SELECT
  ord,
  CASE
    WHEN time_precision IN ('microsecond', 'millisecond', 'second')
    THEN (
      CAST(gap_us AS DOUBLE) / 1000000
    )
  END AS latest_gap
FROM plain
