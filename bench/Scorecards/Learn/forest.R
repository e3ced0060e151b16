# usage: Rscript forest.R FOLDER ROWS TREES SEED,SEED,...: a line of CPU seconds and AUC for a probability forest of each seed. One thread.
suppressMessages(library(ranger))
a <- commandArgs(TRUE)
folder <- a[1]; rows <- as.integer(a[2]); trees <- as.integer(a[3]); seeds <- as.integer(strsplit(a[4], ",")[[1]])
columns <- as.integer(sub('.*"cols": ([0-9]+).*', "\\1", readLines(file.path(folder, "meta.json"), warn = FALSE)))
read <- function(name, count) readBin(file.path(folder, paste0(name, ".f32")), "numeric", count, size = 4, endian = "little")
tests <- file.size(file.path(folder, "y_test.f32")) / 4
x <- matrix(read("X_train", rows * columns), rows, columns, byrow = TRUE)
tested <- matrix(read("X_test", tests * columns), tests, columns, byrow = TRUE)
colnames(x) <- colnames(tested) <- paste0("f", seq_len(columns))
y <- factor(read("y_train", rows)); truth <- read("y_test", tests)
positive <- as.numeric(sum(truth > 0)); negative <- tests - positive
for (seed in seeds) {
  time <- system.time(forest <- ranger(x = x, y = y, num.trees = trees, num.threads = 1, probability = TRUE, min.node.size = 1,
                                       mtry = floor(sqrt(columns)), seed = seed, oob.error = FALSE))
  ranks <- rank(predict(forest, tested, num.threads = 1)$predictions[, "1"])
  auc <- (sum(ranks[truth > 0]) - positive * (positive + 1) / 2) / (positive * negative)
  cat(sprintf('{"train_cpu": %.4f, "auc": %.6f}\n', time[1] + time[2], auc))
}
