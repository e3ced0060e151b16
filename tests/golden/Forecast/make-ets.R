# Rscript make-ets.R > ets.csv
# R 4.2.2, forecast 8.20. What R's ets makes of data sets of R itself, form by form.
# Columns: series, field, step, value. NAME has season and value, the data, and aicc, that of R's own choice;
# NAME/FORM, such as AirPassengers/ETS(M;Ad;M), what R makes of a form: alpha, beta, gamma, phi, level, slope, seasonal: R's estimates and first states, the first phase first.
# loglik, aicc, sigma: R's figures for them. point: the forecasts of a season and 3 steps with the errors 0; mean and error: those of
# forecast(), and their standard errors. R 8.20 errs in mean and error of damped forms with a multiplicative season (it adds b where
# the form adds phi b), and in error of slope-less forms with an additive season (it counts gamma a step early); they are left out.
suppressMessages(library(forecast))
sets <- list(AirPassengers = AirPassengers, USAccDeaths = USAccDeaths, UKgas = UKgas, Nile = Nile, WWWusage = WWWusage, lynx = lynx)
number <- function(x) sprintf("%.17g", as.numeric(x))
rows <- function(series, field, x) cat(sprintf("%s,%s,%d,%s\n", series, field, seq_along(x), number(x)), sep = "")
cat("series,field,step,value\n")
for (name in names(sets)) {
  y <- sets[[name]]; m <- frequency(y); h <- m + 3
  rows(name, "season", m); rows(name, "value", y); rows(name, "aicc", ets(y)$aicc)
  for (e in c("A", "M")) for (t in c("N", "A", "Ad")) for (s in if (m > 1) c("N", "A", "M") else "N") {
    if (e == "A" && s == "M" || e == "M" && min(y) <= 0) next
    fit <- ets(y, model = paste0(e, substr(t, 1, 1), s), damped = t == "Ad")
    p <- function(k) if (is.na(fit$par[k])) 0 else unname(fit$par[k])
    f <- forecast(fit, h = h, level = 95)
    id <- sprintf("%s/ETS(%s;%s;%s)", name, e, t, s)
    rows(id, "alpha", p("alpha")); rows(id, "beta", p("beta")); rows(id, "gamma", p("gamma"))
    rows(id, "phi", if (t == "Ad") p("phi") else 1)
    rows(id, "level", fit$states[1, "l"]); rows(id, "slope", if (t == "N") 0 else fit$states[1, "b"])
    if (s != "N") rows(id, "seasonal", rev(fit$states[1, paste0("s", 1:m)]))
    rows(id, "loglik", fit$loglik); rows(id, "aicc", fit$aicc); rows(id, "sigma", sqrt(fit$sigma2))
    still <- fit; still$sigma2 <- 0
    damps <- t == "Ad" && s == "M"
    if (!damps) { rows(id, "mean", f$mean) }
    rows(id, "point", simulate(still, nsim = h, future = TRUE, innov = rep(0, h)))
    if (!damps && !(t == "N" && s == "A")) rows(id, "error", (f$upper[, 1] - f$mean) / qnorm(0.975))
  }
}
