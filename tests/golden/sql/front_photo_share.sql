-- Share of this session's clicks on photos taken from the front.
-- share(("photo_angle" = 'en face')), over the session
-- unit share, scope session, clock day
WITH plain AS (
  SELECT
    ord
  FROM visits
), w0 AS (
  SELECT
    ord,
    COUNT(CASE WHEN (
      "photo_angle" = 'en face'
    ) THEN 1 END) OVER (
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
  ) AS front_photo_share
FROM plain
JOIN w0
  USING (ord)
