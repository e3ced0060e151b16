namespace Kirana.Learn.Boosting;

/// <summary>The loss of boosting on held-out folds, round by round.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class BoostingValidation
{
    private readonly double[][] _folds;
    private readonly double[] _means;
    private readonly double[] _errors;

    internal BoostingValidation(double[][] folds)
    {
        _folds = folds;
        _means = new double[folds[0].Length];
        _errors = new double[folds[0].Length];
        for (var round = 0; round < _means.Length; round++)
        {
            double[] own = [.. folds.Select(fold => fold[round])];
            var mean = own.Average();
            _means[round] = mean;
            _errors[round] = Math.Sqrt(own.Sum(loss => (loss - mean) * (loss - mean)) / (own.Length - 1) / own.Length);
        }
    }

    /// <summary>The mean loss over folds after each round.</summary>
    public ReadOnlySpan<double> Losses => _means;

    /// <summary>The standard error of each mean loss, from the spread of the folds.</summary>
    public ReadOnlySpan<double> StandardErrors => _errors;

    /// <summary>The number of folds.</summary>
    public int Folds => _folds.Length;

    /// <summary>The number of rounds with the least mean loss; the fewest of equals.</summary>
    public int BestRounds => Array.IndexOf(_means, _means.Min()) + 1;

    /// <summary>The loss of one fold after each round.</summary>
    /// <param name="fold">The fold, 0 to <see cref="Folds"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fold"/> lies outside.</exception>
    public ReadOnlySpan<double> FoldLosses(int fold)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fold);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(fold, _folds.Length);
        return _folds[fold];
    }
}
