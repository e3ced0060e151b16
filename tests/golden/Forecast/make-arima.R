# Rscript make-arima.R > arima.csv
# R 4.2.2, forecast 8.20. Exact maximum likelihood of ARIMA on data sets of R itself.
# Columns: series, field, step, value. NAME has season and value, the data; missing ones are NaN; xreg, where there is one regressor, and
# aicc, d and D of auto.arima where it is run, with the figures of its tests: seasonal strength and KPSS of the series itself.
# NAME/p;d;q;P;D;Q;c: ar, ma, sar, sma, constant (mean, or drift a step), beta (of xreg), loglik, sigma2 (sum of squares over used
# observations), mean and error of the next steps (of the model with R's coefficients), residual.
# R gives the values before differencing a diffuse prior of variance kappa = 1e6, which moves loglik by 1e-5 of itself. So the
# likelihood of differenced data is taken from a stationary model of the differences; with gaps among them, from two values of kappa,
# whose error is proportional to 1/kappa.
suppressMessages(library(forecast))
number <- function(x) sprintf("%.17g", as.numeric(x))
rows <- function(series, field, x) if (length(x)) cat(sprintf("%s,%s,%d,%s\n", series, field, seq_along(x), sub("NA", "NaN", number(x), fixed = TRUE)), sep = "")
cat("series,field,step,value\n")
gaps <- function(y, at) { y[at] <- NA; y }
difference <- function(x, d, D, m) { if (D > 0) x <- diff(x, m, D); if (d > 0) x <- diff(x, 1, d); x }
tight <- list(maxit = 1000, reltol = 1e-13)
fit <- function(name, y, order, seasonal = c(0, 0, 0), constant = FALSE, xreg = NULL) {
  m <- frequency(y); n <- length(y); d <- order[2]; D <- seasonal[2]
  columns <- NULL
  if (constant) columns <- cbind(columns, constant = if (d + D == 0) rep(1, n) else 1:n)
  if (!is.null(xreg)) columns <- cbind(columns, beta = xreg)
  if (d + D == 0 || anyNA(y)) {
    run <- function(kappa, fixed = NULL) arima(y, order, list(order = seasonal, period = m), xreg = columns, include.mean = FALSE, method = "ML",
      kappa = kappa, optim.control = tight, fixed = fixed, transform.pars = is.null(fixed))
    f <- run(1e6); coef <- coef(f); loglik <- f$loglik
    if (d + D > 0) loglik <- 2 * run(2e6, coef)$loglik - run(1e6, coef)$loglik
  } else {
    w <- difference(y, d, D, m)
    f <- arima(w, c(order[1], 0, order[3]), list(order = c(seasonal[1], 0, seasonal[3]), period = m), include.mean = FALSE, method = "ML",
      xreg = if (is.null(columns)) NULL else apply(columns, 2, difference, d, D, m), optim.control = tight)
    coef <- coef(f); loglik <- f$loglik
  }
  if (!is.null(columns)) names(coef)[length(coef) - ncol(columns):1 + 1] <- colnames(columns)
  id <- sprintf("%s/%s;%d", name, paste(c(order, seasonal), collapse = ";"), as.integer(constant))
  pick <- function(k) coef[grepl(paste0("^", k, "[0-9]*$"), names(coef))]
  rows(id, "ar", pick("ar")); rows(id, "ma", pick("ma")); rows(id, "sar", pick("sar")); rows(id, "sma", pick("sma"))
  rows(id, "constant", pick("constant")); rows(id, "beta", pick("beta")); rows(id, "loglik", loglik); rows(id, "sigma2", f$sigma2)
  g <- arima(y, order, list(order = seasonal, period = m), xreg = columns, include.mean = FALSE, method = "ML", fixed = coef, transform.pars = FALSE)
  future <- NULL
  if (constant) future <- cbind(future, if (d + D == 0) rep(1, 24) else n + 1:24)
  if (!is.null(xreg)) future <- cbind(future, sin(n + 1:24))
  p <- predict(g, 24, newxreg = future)
  rows(id, "mean", p$pred); rows(id, "error", p$se); rows(id, "residual", residuals(g))
}
data <- function(name, y, auto = TRUE) {
  rows(name, "season", frequency(y)); rows(name, "value", y)
  if (auto) { a <- auto.arima(y); o <- arimaorder(a); rows(name, "aicc", a$aicc); rows(name, "d", o[2]); rows(name, "D", if (length(o) > 3) o[5] else 0)
    if (frequency(y) > 1) rows(name, "strength", forecast:::seas.heuristic(y))
    rows(name, "kpss", urca::ur.kpss(y, use.lag = trunc(3 * sqrt(length(y)) / 13))@teststat) }
}
air <- log(AirPassengers); lynxes <- log10(lynx); gas <- log(UKgas)
data("lynx", lynxes); fit("lynx", lynxes, c(2, 0, 1), constant = TRUE); fit("lynx", lynxes, c(0, 0, 3), constant = TRUE); fit("lynx", lynxes, c(4, 0, 2))
data("Nile", Nile); fit("Nile", Nile, c(1, 0, 1), constant = TRUE); fit("Nile", Nile, c(0, 1, 1)); fit("Nile", Nile, c(1, 2, 2))
data("air", air); fit("air", air, c(0, 1, 1), c(0, 1, 1)); fit("air", air, c(2, 1, 1), c(1, 1, 1)); fit("air", air, c(1, 0, 0), c(0, 1, 1), constant = TRUE)
fit("air", air, c(2, 0, 0), c(1, 0, 0), constant = TRUE)
data("deaths", USAccDeaths); fit("deaths", USAccDeaths, c(1, 1, 1), c(0, 1, 1)); fit("deaths", USAccDeaths, c(0, 1, 1), c(2, 1, 0))
data("gas", gas); fit("gas", gas, c(1, 1, 0), c(1, 1, 0)); fit("gas", gas, c(0, 0, 1), c(0, 1, 1), constant = TRUE)
data("usage", WWWusage); fit("usage", WWWusage, c(3, 1, 0)); fit("usage", WWWusage, c(1, 1, 1), constant = TRUE)
data("huron", LakeHuron); fit("huron", LakeHuron, c(2, 0, 0), constant = TRUE); fit("huron", LakeHuron, c(1, 1, 1), constant = TRUE)
data("nottem", nottem); fit("nottem", nottem, c(1, 0, 0), c(2, 1, 0)); fit("nottem", nottem, c(1, 0, 1), c(1, 0, 1), constant = TRUE)
gappy <- gaps(lynxes, c(20, 50, 51, 80)); data("lynx-gaps", gappy, FALSE); fit("lynx-gaps", gappy, c(2, 0, 1), constant = TRUE); fit("lynx-gaps", gappy, c(1, 1, 1))
gappy <- gaps(air, c(30, 31, 32, 70, 100)); data("air-gaps", gappy, FALSE); fit("air-gaps", gappy, c(0, 1, 1), c(0, 1, 1)); fit("air-gaps", gappy, c(1, 0, 0), c(0, 1, 1), constant = TRUE)
wave <- sin(seq_along(LakeHuron)); moved <- LakeHuron + 0.5 * wave
data("huron-wave", moved, FALSE); rows("huron-wave", "xreg", wave); fit("huron-wave", moved, c(2, 0, 0), constant = TRUE, xreg = wave); fit("huron-wave", moved, c(1, 1, 1), xreg = wave)
