# Rscript theta.R TRAIN.csv SEASON HORIZON N OUT.csv
# R's thetaf on the first N series of a long CSV (series,time,value). Prints CPU seconds a series; writes series,field,step,value with
# alpha, level and sse of the smoothing of the seasonally adjusted series, and the forecast. Only thetaf is timed.
suppressMessages(library(forecast))
a <- commandArgs(TRUE); train <- read.csv(a[1], colClasses = c("character", "character", "numeric"))
m <- as.integer(a[2]); h <- as.integer(a[3]); ids <- head(unique(train$series), as.integer(a[4]))
series <- lapply(ids, function(i) ts(train$value[train$series == i], frequency = m))
p <- proc.time(); fits <- lapply(series, function(y) thetaf(y, h = h)); p <- proc.time() - p
cat(sprintf("%.9f\n", (p[[1]] + p[[2]]) / length(ids)))
out <- file(a[5], "w"); cat("series,field,step,value\n", file = out)
for (i in seq_along(ids)) {
  y <- series[[i]]; n <- length(y); r <- as.numeric(acf(y, lag.max = m, plot = FALSE)$acf)[-1]
  seasonal <- m > 1 && n > 2 * m && abs(r[m]) / sqrt((1 + 2 * sum(r[-m]^2)) / n) > qnorm(0.95)
  x <- if (seasonal) seasadj(decompose(y, type = "multiplicative")) else y
  fit <- ses(x, h = h); alpha <- unname(fit$model$par["alpha"]); level <- l <- fit$model$state[1]; sse <- 0
  for (v in as.numeric(x)) { e <- v - l; sse <- sse + e^2; l <- l + alpha * e }
  row <- function(field, v) cat(sprintf("%s,%s,%d,%.17g\n", ids[i], field, seq_along(v), as.numeric(v)), sep = "", file = out)
  row("alpha", alpha); row("level", level); row("sse", sse); row("forecast", fits[[i]]$mean)
}
close(out)
