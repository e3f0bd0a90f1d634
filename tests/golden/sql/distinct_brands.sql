-- Different brands seen so far in this session.
-- distinct(brand), over the session
-- unit brands, scope session, clock day
WITH plain AS (
  SELECT
    ord
  FROM visits
), w0 AS (
  SELECT
    ord,
    COUNT(CASE WHEN seen0 = 1 THEN 1 END) OVER (
      PARTITION BY session_no
      ORDER BY ord
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS p0
  FROM (
    SELECT
      *,
      CASE
        WHEN NOT brand IS NULL
        THEN ROW_NUMBER() OVER (PARTITION BY session_no, brand ORDER BY ord)
      END AS seen0
    FROM visits
  ) AS seen
)
SELECT
  ord,
  p0 AS distinct_brands
FROM plain
JOIN w0
  USING (ord)
