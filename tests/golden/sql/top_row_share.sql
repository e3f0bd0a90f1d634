-- Share of this session's clicks in the top row of the page.
-- share(("photo_location" IN ('top left', 'top in the middle', 'top right'))), over the session
-- unit share, scope session, clock day
WITH plain AS (
  SELECT
    ord
  FROM visits
), w0 AS (
  SELECT
    ord,
    COUNT(
      CASE
        WHEN (
          "photo_location" IN ('top left', 'top in the middle', 'top right')
        )
        THEN 1
      END
    ) OVER (
      PARTITION BY session_no
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p0,
    COUNT(1) OVER (
      PARTITION BY session_no
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p1
  FROM visits
)
SELECT
  ord,
  (
    CAST(p0 AS DOUBLE) / NULLIF(p1, 0)
  ) AS top_row_share
FROM plain
JOIN w0
  USING (ord)
