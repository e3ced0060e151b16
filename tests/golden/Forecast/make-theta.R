# Rscript make-theta.R > theta.csv
# R 4.2.2, forecast 8.20. What R's thetaf makes of a dozen series: data sets of R itself and series made here.
# Columns: series, field (season, value, seasonal, alpha, level, drift, sse, forecast), step, value.
# alpha, level (before the first observation) and sse are those of the smoothing of the seasonally adjusted series.
suppressMessages(library(forecast))
wave <- function(n, m) 100 + seq_len(n) * 0.7 + 30 * sin(2 * pi * seq_len(n) / m) + 9 * sin(seq_len(n)^2)
sets <- list(
  AirPassengers = AirPassengers, Nile = Nile, LakeHuron = LakeHuron, USAccDeaths = USAccDeaths, UKgas = UKgas,
  JohnsonJohnson = JohnsonJohnson, nottem = nottem, WWWusage = WWWusage, lynx = lynx, co2 = co2,
  constant = ts(rep(42, 20), frequency = 4), line = ts(3 + 2 * (1:15)), short = ts(c(7, 9, 8, 12, 11, 15)),
  noise = ts(50 + 10 * sin((1:60)^2 * 1.7), frequency = 12), weekly = ts(wave(100, 7), frequency = 7),
  twoseasons = ts(wave(24, 12), frequency = 12), negative = ts(wave(50, 5) - 150, frequency = 5))
number <- function(x) sprintf("%.17g", as.numeric(x))
rows <- function(series, field, x) cat(sprintf("%s,%s,%d,%s\n", series, field, seq_along(x), number(x)), sep = "")
cat("series,field,step,value\n")
for (name in names(sets)) {
  y <- sets[[name]]; m <- frequency(y); n <- length(y); h <- 2 * m + 3
  r <- as.numeric(acf(y, lag.max = m, plot = FALSE)$acf)[-1]
  seasonal <- m > 1 && n > 2 * m && !all(y == y[1]) && abs(r[m]) / sqrt((1 + 2 * sum(r[-m]^2)) / n) > qnorm(0.95)
  x <- if (seasonal) seasadj(decompose(y, type = "multiplicative")) else y
  smooth <- ses(x, h = h)
  theta <- thetaf(y, h = h)
  alpha <- unname(smooth$model$par["alpha"])
  level <- smooth$model$state[1]
  if (name == "constant") { alpha <- 0.5; level <- 42 } # R returns a model without these for a constant series
  drift <- unname(lsfit(0:(n - 1), x)$coefficients[2]) / 2
  l <- level; sse <- 0
  for (v in as.numeric(x)) { e <- v - l; sse <- sse + e^2; l <- l + alpha * e }
  season <- if (seasonal) rep(tail(decompose(y, type = "multiplicative")$seasonal, m), 4)[1:h] else 1
  own <- (l + drift * (0:(h - 1) + (1 - (1 - alpha)^n) / alpha)) * season
  stopifnot(max(abs(own - theta$mean) / abs(theta$mean)) < 1e-9) # these parameters are the ones thetaf used
  rows(name, "season", m); rows(name, "value", y); rows(name, "seasonal", as.integer(seasonal)); rows(name, "alpha", alpha)
  rows(name, "level", level); rows(name, "drift", drift); rows(name, "sse", sse); rows(name, "forecast", theta$mean)
}
