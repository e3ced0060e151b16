using System.Collections.ObjectModel;
using Kirana.Learn.Binning;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Linear;

/// <summary>A fitted logistic regression.</summary>
/// <remarks>Immutable and thread-safe. One prediction costs O(features × outputs) and is summed in double. A missing feature makes the
/// probability NaN.</remarks>
public sealed partial class LogisticModel : ClassModel
{
    private const int StackClasses = 64;

    private readonly double[][] _coefficients;
    private readonly double[] _intercepts;

    internal LogisticModel(FeatureColumn[] columns, string[] labels, double[][] coefficients, double[] intercepts, int steps, IEnumerable<int> dropped) : base(columns, labels)
    {
        (_coefficients, _intercepts, Steps) = (coefficients, intercepts, steps);
        Dropped = dropped.Select(f => columns[f].Name).ToArray().AsReadOnly();
    }

    /// <summary>The number of scores K: 1 for two classes, that of the second; else one for each class.</summary>
    public int Outputs => _intercepts.Length;

    /// <summary>The steps of the search.</summary>
    public int Steps { get; }

    /// <summary>How far from the optimum: the greatest failure of a condition of optimality of the mean loss, by coefficients of features of deviation 1 and intercepts;
    /// NaN in files of before.</summary>
    public double KktResidual { get; internal init; } = double.NaN;

    /// <summary>Features that were left out, with the coefficient 0, since they are constant or, without a price, combinations of features before them.</summary>
    public ReadOnlyCollection<string> Dropped { get; }

    /// <summary>What one unit more of each feature adds to a score, for two classes the logarithm of the odds (p).</summary>
    /// <param name="output">0 … <see cref="Outputs"/> − 1.</param>
    public ReadOnlySpan<double> Coefficients(int output = 0) => _coefficients[output];

    /// <summary>A score where every feature is 0.</summary>
    /// <param name="output">0 … <see cref="Outputs"/> − 1.</param>
    public double Intercept(int output = 0) => _intercepts[output];

    private protected override void Second(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        for (var i = 0; i < probabilities.Length; i++)
            probabilities[i] = (float)Probability(rows.Slice(i * Features, Features));
    }

    private protected override void All(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        var scores = Classes <= StackClasses ? (stackalloc double[StackClasses])[..Classes] : new double[Classes];
        for (var i = 0; i < probabilities.Length / Classes; i++)
        {
            var row = rows.Slice(i * Features, Features);
            if (Outputs == 1)
                (scores[0], scores[1]) = (1 - Probability(row), Probability(row));
            else
                Softmax(row, scores);
            for (var k = 0; k < Classes; k++)
                probabilities[i * Classes + k] = (float)scores[k];
        }
    }

    private void Softmax(ReadOnlySpan<float> row, Span<double> scores)
    {
        for (var k = 0; k < scores.Length; k++)
            scores[k] = Score(k, row);
        Normalise(scores);
    }

    private double Probability(ReadOnlySpan<float> row)
    {
        var score = Score(0, row);
        var small = Elementary.Exp(-Math.Abs(score));
        return (score >= 0 ? 1 : small) / (1 + small);
    }

    private double Score(int output, ReadOnlySpan<float> row)
    {
        var (sum, coefficients) = (_intercepts[output], _coefficients[output]);
        for (var f = 0; f < row.Length; f++)
            if (coefficients[f] is not 0 and var coefficient)
                sum += coefficient * row[f];
        return sum;
    }
}
