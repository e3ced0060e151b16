# Rscript make-croston.R > croston.csv
# R 4.2.2, forecast 8.20. Croston's method by R's croston, whose states begin with the first demand and interval; SBA and TSB, which R's forecast
# package lacks, by their papers' equations written out below.
# Columns: series, field (value, alpha, beta, croston, fitted, sba, tsb), step, value. croston and fitted have one weight, alpha, for both.
suppressMessages(library(forecast))
sets <- list(
  parts = c(0, 0, 3, 0, 0, 0, 2, 0, 5, 0, 0, 1, 0, 0, 0, 0, 4, 0, 0, 2),
  begins = c(6, 0, 2, 0, 0, 0, 0, 0, 0, 1, 0, 0),
  dense = c(4, 6, 5, 0, 7, 3, 5, 0, 6, 4, 5, 5),
  fading = c(1, 3, 0, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
  uneven = c(0, 12.5, 0, 0, 140.25, 0, 3.75, 0, 0, 0, 0, 77, 0, 1, 0))
number <- function(x) sprintf("%.17g", as.numeric(x))
rows <- function(series, field, x) cat(sprintf("%s,%s,%d,%s\n", series, field, seq_along(x), number(x)), sep = "")
cat("series,field,step,value\n")
for (name in names(sets)) {
  y <- sets[[name]]
  alpha <- 0.2
  beta <- 0.1
  model <- croston(y, h = 1, alpha = alpha)
  # Syntetos and Boylan (2005), equation 4.
  demand <- y[y > 0]
  interval <- diff(c(0, which(y > 0)))
  z <- demand[1]; p <- interval[1]
  for (i in seq_along(demand)[-1]) { z <- z + alpha * (demand[i] - z); p <- p + beta * (interval[i] - p) }
  sba <- (if (p > 1) 1 - beta / 2 else 1) * z / p
  # Teunter, Syntetos and Babai (2011), equations 1 and 2, from the first demand on.
  begin <- which(y > 0)[1]
  size <- y[begin]; chance <- 1 / begin
  for (v in y[-seq_len(begin)]) {
    if (v > 0) { chance <- chance + beta * (1 - chance); size <- size + alpha * (v - size) } else chance <- (1 - beta) * chance
  }
  rows(name, "value", y); rows(name, "alpha", alpha); rows(name, "beta", beta); rows(name, "croston", model$mean)
  rows(name, "fitted", c(NaN, model$fitted[-1])); rows(name, "sba", sba); rows(name, "tsb", chance * size)
}
