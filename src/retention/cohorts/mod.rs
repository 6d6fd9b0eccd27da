//! Of those who came in January, how many are still active, month by month?
