# Rscript make-decomposition.R > decomposition.csv
# R 4.2.2, forecast 8.20. What R's stl and mstl make of data sets of R itself and of made series, every step regressed (jumps of 1).
# Columns: series, field (seasons, value, window, robust, trend, seasonal1, seasonal2, remainder), step, value.
# window is 0 for a periodic season. Series named mstl… are by mstl with its own windows, the others by stl.
suppressMessages(library(forecast))
number <- function(x) sprintf("%.17g", as.numeric(x))
rows <- function(series, field, x) cat(sprintf("%s,%s,%d,%s\n", series, field, seq_along(x), number(x)), sep = "")
cat("series,field,step,value\n")
one <- function(name, y, window, robust = FALSE) {
  m <- frequency(y)
  fit <- stl(y, s.window = if (window == 0) "periodic" else window, robust = robust, s.jump = 1, t.jump = 1, l.jump = 1)$time.series
  rows(name, "seasons", m); rows(name, "value", y); rows(name, "window", window); rows(name, "robust", robust)
  rows(name, "trend", fit[, "trend"]); rows(name, "seasonal1", fit[, "seasonal"]); rows(name, "remainder", fit[, "remainder"])
}
one("nottem", nottem, 7)
one("co2", window(co2, 1980), 0)
one("accidents", USAccDeaths, 11, TRUE)
one("quarters", window(log(JohnsonJohnson), 1970), 5)
one("outliers", ts(replace(100 + 1:61 + 9 * sin(2 * pi * 1:61 / 7) + 3 * sin((1:61)^2), c(20, 45), c(400, -90)), frequency = 7), 0, TRUE)
one("brief", ts(c(3, 9, 4, 8, 1, 7, 3, 9, 8), frequency = 4), 7)
t <- 1:201 # odd: of an even number of remainders stl (R 4.2.2) does not always find the median
y <- 100 + 0.3 * t + 20 * sin(2 * pi * t / 8) + 10 * cos(2 * pi * t / 40) + 4 * sin(t^2)
one("eight", ts(y, frequency = 8), 11, TRUE)
one("forty", ts(y, frequency = 40), 15, TRUE)
for (robust in c(FALSE, TRUE)) {
  name <- if (robust) "mstlrobust" else "mstl"
  fit <- mstl(msts(y, seasonal.periods = c(8, 40)), robust = robust, s.jump = 1, t.jump = 1, l.jump = 1)
  rows(name, "seasons", c(8, 40)); rows(name, "value", y); rows(name, "robust", robust)
  rows(name, "trend", fit[, "Trend"]); rows(name, "seasonal1", fit[, "Seasonal8"]); rows(name, "seasonal2", fit[, "Seasonal40"])
  rows(name, "remainder", fit[, "Remainder"])
}
fit <- mstl(AirPassengers, s.jump = 1, t.jump = 1, l.jump = 1)
rows("mstlone", "seasons", 12); rows("mstlone", "value", AirPassengers); rows("mstlone", "robust", FALSE)
rows("mstlone", "trend", fit[, "Trend"]); rows("mstlone", "seasonal1", fit[, "Seasonal12"]); rows("mstlone", "remainder", fit[, "Remainder"])
