namespace Kirana.Learn.Validation;

/// <summary>What became of one fold.</summary>
/// <param name="Repeat">The repeat, from 0.</param>
/// <param name="Fold">The fold, from 0.</param>
/// <param name="TrainingRows">The rows that were not held out, those for early stopping included.</param>
/// <param name="Predictions">What its model says of the rows held out.</param>
/// <param name="TrainTime">How long the fit took; longer where folds are fitted side by side.</param>
/// <param name="PredictTime">How long the predictions took.</param>
public sealed record FoldResult(int Repeat, int Fold, int TrainingRows, RowPredictions Predictions, TimeSpan TrainTime, TimeSpan PredictTime);
