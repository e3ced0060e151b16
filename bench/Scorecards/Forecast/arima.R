# Rscript arima.R TRAIN.csv SEASON HORIZON N OUT.csv
# R's auto.arima on the first N series of a long CSV (series,time,value). Prints CPU seconds a series, forecasts included; writes
# series,field,step,value with aicc, differences (d and D) and the forecast. Only auto.arima and forecast are timed.
suppressMessages(library(forecast))
a <- commandArgs(TRUE); train <- read.csv(a[1], colClasses = c("character", "character", "numeric"))
m <- as.integer(a[2]); h <- as.integer(a[3]); ids <- head(unique(train$series), as.integer(a[4]))
series <- lapply(ids, function(i) ts(train$value[train$series == i], frequency = m))
p <- proc.time(); fits <- lapply(series, function(y) { fit <- auto.arima(y); list(fit = fit, mean = forecast(fit, h = h)$mean) }); p <- proc.time() - p
cat(sprintf("%.9f\n", (p[[1]] + p[[2]]) / length(ids)))
out <- file(a[5], "w"); cat("series,field,step,value\n", file = out)
for (i in seq_along(ids)) {
  row <- function(field, v) cat(sprintf("%s,%s,%d,%.17g\n", ids[i], field, seq_along(v), as.numeric(v)), sep = "", file = out)
  order <- arimaorder(fits[[i]]$fit)
  row("aicc", fits[[i]]$fit$aicc); row("differences", c(order[2], if (length(order) > 3) order[5] else 0)); row("forecast", fits[[i]]$mean)
  row("order", c(order, if (length(order) > 3) NULL else c(0,0,0,1), as.integer(any(names(coef(fits[[i]]$fit)) %in% c("drift","intercept")))))
}
close(out)
