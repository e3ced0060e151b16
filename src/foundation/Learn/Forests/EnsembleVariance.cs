namespace Kirana.Learn.Forests;

/// <summary>Why a mean of trees varies less than one tree: Var = ρ·σ² + (1 − ρ)·σ²/B.</summary>
/// <remarks>Breiman, "Random forests", Machine Learning 2001, § 11; Hastie, Tibshirani and Friedman, "The elements of statistical learning",
/// 2009, equation 15.1. With σ² the mean variance of one tree and ρ·σ² the mean covariance of two, the equation holds for every B: the
/// first term is what no number of trees takes away, the second what more trees do.</remarks>
/// <param name="Trees">The number of trees B.</param>
/// <param name="TreeVariance">σ², the mean over trees of a tree's variance.</param>
/// <param name="Correlation">ρ, the mean covariance of two different trees over σ²; 0 where σ² is 0.</param>
/// <param name="Measured">The variance of the mean of the trees, measured directly.</param>
public readonly record struct EnsembleVariance(int Trees, double TreeVariance, double Correlation, double Measured)
{
    /// <summary>The variance that no number of trees goes below: ρ·σ².</summary>
    public double Limit => Correlation * TreeVariance;

    /// <summary>The variance of the mean of some number of such trees.</summary>
    /// <param name="trees">B, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="trees"/> is below 1.</exception>
    public double At(int trees)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trees, 1);
        return Limit + (1 - Correlation) * TreeVariance / trees;
    }

    /// <summary>Measures the variance over the rows of a matrix: each column is a tree, each row something that varies, such as
    /// the error at a test row, or the prediction at one point after training on another sample.</summary>
    /// <param name="values">What each tree says (rows × trees), row by row.</param>
    /// <param name="trees">The number of columns, at least 2.</param>
    /// <exception cref="ArgumentException">There are no whole rows, or fewer than two.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="trees"/> is below 2.</exception>
    public static EnsembleVariance Of(ReadOnlySpan<double> values, int trees)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trees, 2);
        if (values.Length % trees != 0 || values.Length < 2 * trees)
            throw new ArgumentException($"{values.Length} values are not two or more whole rows of {trees} trees.", nameof(values));
        var rows = values.Length / trees;
        var (means, squares) = (new double[trees], new double[trees]);
        for (var i = 0; i < values.Length; i++)
            means[i % trees] += values[i] / rows;

        // The covariances of all pairs of a row add up to the square of its sum less its squares.
        var (pairs, ensemble) = (0.0, 0.0);
        for (var row = 0; row < rows; row++)
        {
            var (sum, own) = (0.0, 0.0);
            for (var t = 0; t < trees; t++)
            {
                var deviation = values[row * trees + t] - means[t];
                sum += deviation;
                own += deviation * deviation;
                squares[t] += deviation * deviation / rows;
            }

            pairs += (sum * sum - own) / rows;
            ensemble += sum / trees * (sum / trees) / rows;
        }

        var variance = squares.Average();
        var covariance = pairs / ((double)trees * (trees - 1));
        return new EnsembleVariance(trees, variance, variance > 0 ? covariance / variance : 0, ensemble);
    }
}
