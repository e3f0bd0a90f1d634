-- Clicks on the colour seen most in this session.
-- most("colour"), over the session
-- unit events, scope session, clock day
WITH plain AS (
  SELECT
    ord
  FROM visits
), w0 AS (
  SELECT
    ord,
    MAX(seen0) OVER (
      PARTITION BY session_no
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p0
  FROM (
    SELECT
      *,
      CASE
        WHEN NOT "colour" IS NULL
        THEN ROW_NUMBER() OVER (PARTITION BY session_no, "colour" ORDER BY ord)
      END AS seen0
    FROM visits
  ) AS seen
)
SELECT
  ord,
  COALESCE(p0, 0) AS colour_focus
FROM plain
JOIN w0
  USING (ord)
