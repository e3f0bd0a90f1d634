-- Time between the last two clicks.
-- current(gap_us), over the session
-- unit seconds, scope session, clock second
WITH plain AS (
  SELECT
    ord,
    gap_us,
    (
      time_precision IN ('microsecond', 'millisecond', 'second')
    ) AS r1
  FROM visits
)
SELECT
  ord,
  CASE WHEN r1 THEN (
    CAST(gap_us AS DOUBLE) / 1000000
  ) END AS latest_gap
FROM plain
